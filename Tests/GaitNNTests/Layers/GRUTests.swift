import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class GRUTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    let lengths = [4, 2, 3]
    let x = Tensor.normal([3, 4, 2], using: &random)
    var contract = ModuleContract(
      make: {
        GRU(inputs: 2, hidden: 3, layers: 2, direction: .both, dropout: 0.3, using: &$0)
      }, inputs: [x]
    ) { layer, inputs, rows, context in
      [layer(inputs[0], lengths: Array(lengths[rows]), &context)]
    }
    contract.names = [0, 1].flatMap { layer in
      ["", "_reverse"].flatMap { direction in
        ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { "\($0)_l\(layer)\(direction)" }
      }
    }
    contract.isRandomInTraining = true
    contract.inputsWithGarbage = [
      x.masked(leading: Mask(lengths: lengths, time: 4), otherwise: .nan)
    ]
    assertModuleContract(contract)
  }
}
