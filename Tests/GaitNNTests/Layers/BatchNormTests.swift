import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class BatchNormTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: { _ in BatchNorm(features: 3) },
      inputs: [.normal([4, 3, 5], using: &random)]
    ) { layer, inputs, _, context in [layer(inputs[0], &context)] }
    contract.names = ["weight", "bias", "running_mean", "running_var"]
    assertModuleContract(contract)
  }

  func testTrainingMovesTheRunningStatisticsAsPyTorchDoes() {
    let layer = BatchNorm(features: 1)
    var context = Context.training(seed: 0)
    _ = layer(Tensor([1, 2, 3, 6], shape: [2, 1, 2]), &context)
    // Mean 3, unbiased variance 14 / 3, momentum 0.1.
    assertClose(layer.runningMean.value.elements, [0.3], absolute: 1e-7)
    assertClose(layer.runningVariance.value.elements, [0.9 + 1.4 / 3], absolute: 1e-6)
  }

  func testInferenceUsesAndKeepsTheRunningStatistics() {
    let layer = BatchNorm(features: 1, epsilon: 0)
    layer.runningMean.assign(Tensor([2]))
    layer.runningVariance.assign(Tensor([4]))
    var context = Context.inference
    let y = layer(Tensor([2, 4, 0], shape: [3, 1]), &context)
    assertClose(y.elements, [0, 1, -1], absolute: 1e-6)
    XCTAssertEqual(layer.runningMean.value.elements, [2])
  }
}
