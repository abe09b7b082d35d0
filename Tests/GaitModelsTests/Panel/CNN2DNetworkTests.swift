import GaitModels
import XCTest

final class CNN2DNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("cnn2d")
    try assertNetwork("cnn2d-batch-statistics")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      CNN2DNetwork.self, #"{"channels": 9, "time": 5, "outputs": 2}"#)
    try assertPanelNetwork(
      CNN2DNetwork.self, configuration, isRandom: false,
      withoutGradient: ["conv1.bias", "conv2.bias"])
  }
}
