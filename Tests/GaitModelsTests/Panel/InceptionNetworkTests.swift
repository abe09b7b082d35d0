import GaitModels
import XCTest

final class InceptionNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("inception")
    try assertNetwork("inception-batch-statistics")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      InceptionNetwork.self, #"{"channels": 3, "time": 8, "outputs": 2, "filters": 6, "depth": 4}"#)
    try assertPanelNetwork(
      InceptionNetwork.self, configuration, isRandom: false)
  }
}
