import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class WeightNormalizedConvolution1DTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: {
        WeightNormalizedConvolution1D(
          inputs: 2, outputs: 3, kernel: 3, padding: .causal, using: &$0)
      },
      inputs: [.normal([3, 2, 5], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = [
      "bias", "parametrizations.weight.original0", "parametrizations.weight.original1",
    ]
    assertModuleContract(contract)
  }

  func testBeginsWithTheLengthsOfItsDirections() {
    var random = RandomSource(seed: 3)
    let layer = WeightNormalizedConvolution1D(inputs: 2, outputs: 3, kernel: 3, using: &random)
    let weight = weightNormalized(
      magnitude: layer.magnitude.value, direction: layer.direction.value)
    assertClose(weight, layer.direction.value, absolute: 1e-7)
  }
}
