import GaitModels
import XCTest

final class TimeMixerTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("timemixer")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      TimeMixer.self,
      #"{"channels": 4, "time": 8, "outputs": 2, "d": 16, "feedforward": 32, "kernel": 5}"#)
    try assertPanelNetwork(
      TimeMixer.self, configuration, isRandom: false, steps: 500)
  }
}
