import GaitModels
import XCTest

final class CNN1DNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("cnn1d")
    try assertNetwork("cnn1d-batch-statistics")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      CNN1DNetwork.self, #"{"channels": 4, "time": 6, "outputs": 2, "width": 24}"#)
    try assertPanelNetwork(
      CNN1DNetwork.self, configuration, isRandom: false,
      withoutGradient: ["conv1.bias", "conv2.bias"])
  }
}
