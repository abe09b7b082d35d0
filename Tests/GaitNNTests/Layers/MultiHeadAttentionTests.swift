import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class MultiHeadAttentionTests: XCTestCase {
  private func layer(_ width: Int, _ heads: Int, dropout: Scalar = 0) -> MultiHeadAttention {
    var random = RandomSource(seed: 1)
    return MultiHeadAttention(width: width, heads: heads, dropout: dropout, using: &random)
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/layers/attention.json")
    XCTAssertEqual(cases.count, 4)
    for (name, reference) in cases {
      let keys = try XCTUnwrap(reference.inputs["key"])
      let heads = try XCTUnwrap(reference.integers["heads"]?.first)
      let module = layer(keys.shape[2], heads)
      let mask = reference.integers["key_mask"].map {
        Mask($0.map { $0 == 1 }, shape: [keys.shape[0], keys.shape[1]])
      }
      for garbage: Scalar? in mask == nil ? [nil] : [nil, .nan] {
        try assertLayer(
          reference, module, inputs: ["query", "key", "value"], others: ["attention"], name
        ) { inputs in
          var context = Context.inference
          func spoiled(_ x: Tensor) -> Tensor {
            guard let garbage, let mask else { return x }
            return x.masked(leading: mask, otherwise: garbage)
          }
          let output = module(
            query: inputs[0], key: spoiled(inputs[1]), value: spoiled(inputs[2]), keyMask: mask,
            isCausal: reference.integers["causal"] == [1], &context)
          return [output.value, output.weights]
        }
      }
    }
  }

  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    let query = Tensor.normal([3, 4, 6], using: &random)
    let source = Tensor.normal([3, 5, 6], using: &random)
    let mask = Mask(lengths: [5, 2, 3], time: 5)
    var contract = ModuleContract(
      make: { MultiHeadAttention(width: 6, heads: 3, dropout: 0.2, using: &$0) },
      inputs: [query, source]
    ) { layer, inputs, rows, context in
      let own = Mask(
        Array(mask.isPresent[rows.lowerBound * 5..<rows.upperBound * 5]), shape: [rows.count, 5])
      let output = layer(
        query: inputs[0], key: inputs[1], value: inputs[1], keyMask: own, &context)
      return [output.value, output.weights]
    }
    contract.names = ["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"]
    contract.isRandomInTraining = true
    contract.inputsWithGarbage = [query, source.masked(leading: mask, otherwise: .nan)]
    assertModuleContract(contract)
  }

  func testACausalQueryDependsOnThePastAlone() {
    var random = RandomSource(seed: 3)
    let x = Tensor.normal([2, 6, 4], using: &random)
    let module = layer(4, 2)
    var context = Context.inference
    let before = module(query: x, key: x, value: x, isCausal: true, &context).value
    for step in 1..<6 {
      let past = Mask((0..<12).map { $0 % 6 < step }, shape: [2, 6])
      let changed = x.masked(leading: past, otherwise: 100)
      let after = module(query: changed, key: changed, value: changed, isCausal: true, &context)
      assertSameBits(
        after.value.sliced(axis: 1, 0..<step), before.sliced(axis: 1, 0..<step), "step \(step)")
    }
  }

  func testMeanWeightsAverageTheHeads() {
    var random = RandomSource(seed: 4)
    let x = Tensor.normal([2, 3, 4], using: &random)
    var context = Context.inference
    let output = layer(4, 2)(query: x, key: x, value: x, &context)
    XCTAssertEqual(output.meanWeights.shape, [2, 3, 3])
    assertClose(output.meanWeights.sum(axis: -1), .ones([2, 3]), absolute: 1e-6)
  }
}
