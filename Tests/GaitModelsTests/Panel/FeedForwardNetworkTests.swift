import GaitModels
import XCTest

final class FeedForwardNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("ffn")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      FeedForwardNetwork.self, #"{"channels": 3, "time": 4, "outputs": 2}"#)
    try assertPanelNetwork(
      FeedForwardNetwork.self, configuration, isRandom: true)
  }
}
