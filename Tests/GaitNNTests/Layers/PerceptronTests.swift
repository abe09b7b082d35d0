import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class PerceptronTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: { Perceptron(inputs: 3, hidden: 8, outputs: 2, using: &$0) },
      inputs: [.normal([3, 4, 3], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0])] }
    contract.names = ["lin1.weight", "lin1.bias", "lin2.weight", "lin2.bias"]
    assertModuleContract(contract)
  }
}
