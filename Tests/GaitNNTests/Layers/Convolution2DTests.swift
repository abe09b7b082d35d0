import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class Convolution2DTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: { Convolution2D(inputs: 2, outputs: 3, kernel: 3, stride: 2, padding: 1, using: &$0) },
      inputs: [.normal([3, 2, 5, 4], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["weight", "bias"]
    assertModuleContract(contract)
  }
}
