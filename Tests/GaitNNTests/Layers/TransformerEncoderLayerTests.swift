import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class TransformerEncoderLayerTests: XCTestCase {
  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    var contract = ModuleContract(
      make: {
        TransformerEncoderLayer(width: 4, heads: 2, feedForward: 8, dropout: 0.2, using: &$0)
      }, inputs: [.normal([3, 5, 4], using: &random)]
    ) { layer, inputs, _, context in [layer(inputs[0], &context)] }
    contract.names = [
      "self_attn.in_proj_weight", "self_attn.in_proj_bias", "self_attn.out_proj.weight",
      "self_attn.out_proj.bias", "linear1.weight", "linear1.bias", "linear2.weight",
      "linear2.bias", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias",
    ]
    contract.isRandomInTraining = true
    assertModuleContract(contract)
  }

  func testPresentStepsDoNotSeeAbsentOnes() {
    var random = RandomSource(seed: 3)
    let layer = TransformerEncoderLayer(
      width: 4, heads: 2, feedForward: 8, dropout: 0, using: &random)
    let x = Tensor.normal([1, 4, 4], using: &random)
    let mask = Mask(lengths: [3], time: 4)
    var context = Context.inference
    let other = x.masked(leading: mask, otherwise: 9)
    assertSameBits(
      layer(other, mask: mask, &context).sliced(axis: 1, 0..<3),
      layer(x, mask: mask, &context).sliced(axis: 1, 0..<3))
  }
}
