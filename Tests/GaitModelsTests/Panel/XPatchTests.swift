import GaitModels
import XCTest

final class XPatchTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("xpatch")
    try assertNetwork("xpatch-batch-statistics")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      XPatch.self, #"{"channels": 3, "time": 8, "outputs": 2, "patch": 4, "stride": 2}"#)
    try assertPanelNetwork(
      XPatch.self, configuration, isRandom: false, steps: 500)
  }
}
