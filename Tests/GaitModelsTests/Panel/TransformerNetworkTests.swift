import GaitModels
import XCTest

final class TransformerNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("transformer")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      TransformerNetwork.self, #"{"channels": 4, "time": 5, "outputs": 2, "d": 16, "heads": 2}"#)
    try assertPanelNetwork(
      TransformerNetwork.self, configuration, isRandom: true, steps: 400)
  }
}
