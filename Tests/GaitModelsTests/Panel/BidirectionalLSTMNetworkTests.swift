import GaitModels
import XCTest

final class BidirectionalLSTMNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("bilstm")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      BidirectionalLSTMNetwork.self, #"{"channels": 4, "time": 5, "outputs": 2, "hidden": 16}"#)
    try assertPanelNetwork(
      BidirectionalLSTMNetwork.self, configuration, isRandom: true, steps: 400)
  }
}
