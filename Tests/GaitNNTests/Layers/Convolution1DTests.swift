import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class Convolution1DTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: {
        Convolution1D(inputs: 4, outputs: 6, kernel: 3, padding: .zeros(1), groups: 2, using: &$0)
      },
      inputs: [.normal([3, 4, 5], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["weight", "bias"]
    assertModuleContract(contract)
  }
}
