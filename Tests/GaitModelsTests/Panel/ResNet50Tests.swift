import GaitModels
import XCTest

final class ResNet50Tests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("resnet50")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      ResNet50.self, #"{"channels": 12, "time": 40, "outputs": 1, "width": 2}"#)
    try assertPanelNetwork(
      ResNet50.self, configuration, isRandom: false, steps: 200)
  }
}
