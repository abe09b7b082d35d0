import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class TransposedConvolution1DTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: {
        TransposedConvolution1D(inputs: 2, outputs: 3, kernel: 4, stride: 2, padding: 1, using: &$0)
      },
      inputs: [.normal([3, 2, 5], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["weight", "bias"]
    assertModuleContract(contract)
  }
}
