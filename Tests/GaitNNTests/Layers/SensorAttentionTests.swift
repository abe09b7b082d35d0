import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class SensorAttentionTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: { SensorAttention(channels: 5, reduced: 3, using: &$0) },
      inputs: [.normal([3, 4, 5], using: &random)]
    ) { layer, inputs, _, _ in [layer(inputs[0]).value, layer(inputs[0]).weights] }
    contract.names = ["squeeze.weight", "squeeze.bias", "excite.weight", "excite.bias"]
    assertModuleContract(contract)
  }
}
