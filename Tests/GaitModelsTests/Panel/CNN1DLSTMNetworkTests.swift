import GaitModels
import XCTest

final class CNN1DLSTMNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("cnn1d-lstm")
    try assertNetwork("cnn1d-lstm-batch-statistics")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      CNN1DLSTMNetwork.self, #"{"channels": 4, "time": 5, "outputs": 2, "width": 16, "hidden": 24}"#
    )
    try assertPanelNetwork(
      CNN1DLSTMNetwork.self, configuration, isRandom: false,
      withoutGradient: ["conv1.bias", "conv2.bias"])
  }
}
