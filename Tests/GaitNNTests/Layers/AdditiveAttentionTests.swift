import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class AdditiveAttentionTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    let lengths = [4, 2, 0]
    let h = Tensor.normal([3, 4, 5], using: &random)
    var contract = ModuleContract(
      make: { AdditiveAttention(width: 5, hidden: 3, using: &$0) }, inputs: [h]
    ) { layer, inputs, rows, _ in
      let output = layer(inputs[0], mask: Mask(lengths: Array(lengths[rows]), time: 4))
      return [output.value, output.weights]
    }
    contract.names = ["proj.weight", "proj.bias", "score.weight"]
    contract.inputsWithGarbage = [
      h.masked(leading: Mask(lengths: lengths, time: 4), otherwise: .nan)
    ]
    assertModuleContract(contract)
  }

  func testWeightsAreOneOverTheStepsThatThereAre() {
    var random = RandomSource(seed: 3)
    let layer = AdditiveAttention(width: 2, hidden: 3, using: &random)
    let h = Tensor.ones([2, 3, 2])
    let (value, weights) = layer(h, mask: Mask(lengths: [2, 0], time: 3))
    XCTAssertEqual(weights.elements, [0.5, 0.5, 0, 0, 0, 0])
    XCTAssertEqual(value.elements, [1, 1, 0, 0])
  }
}
