import GaitModels
import XCTest

final class GRUNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("gru")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      GRUNetwork.self, #"{"channels": 4, "time": 5, "outputs": 2, "hidden": 24}"#)
    try assertPanelNetwork(
      GRUNetwork.self, configuration, isRandom: true, steps: 400)
  }
}
