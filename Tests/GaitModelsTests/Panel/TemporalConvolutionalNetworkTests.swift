import GaitModels
import XCTest

final class TemporalConvolutionalNetworkTests: XCTestCase {
  func testOutputsGradientsAndTrainingAreThoseOfPyTorch() throws {
    try assertNetwork("tcn")
  }

  func testKeepsThePromisesOfAComparisonNetwork() throws {
    let configuration = try configured(
      TemporalConvolutionalNetwork.self,
      #"{"channels": 4, "time": 6, "outputs": 2, "width": 24, "levels": 2, "kernel": 3}"#)
    try assertPanelNetwork(
      TemporalConvolutionalNetwork.self, configuration, isRandom: true)
  }
}
