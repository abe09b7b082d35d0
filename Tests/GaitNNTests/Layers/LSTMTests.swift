import GaitKernels
import GaitNN
import GaitTensor
import GaitTestSupport
import XCTest

final class LSTMTests: XCTestCase {
  private func layer(
    _ inputs: Int, _ hidden: Int, _ layers: Int = 1, both: Bool = false, dropout: Scalar = 0
  ) -> LSTM {
    var random = RandomSource(seed: 1)
    return LSTM(
      inputs: inputs, hidden: hidden, layers: layers, direction: both ? .both : .forward,
      dropout: dropout, using: &random)
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    let cases = try ReferenceCase.cases("reference/layers/lstm.json")
    XCTAssertEqual(cases.count, 9)
    for (name, reference) in cases {
      let input = try XCTUnwrap(reference.inputs["input"])
      let layers = try XCTUnwrap(reference.integers["layers"]?.first)
      let recurrent = try XCTUnwrap(reference.weights["weight_hh_l0"])
      let module = layer(
        input.shape[2], recurrent.shape[1], layers, both: reference.integers["both"] == [1])
      let lengths = reference.integers["lengths"]
      // Garbage behind the lengths must change nothing; PyTorch's packing never saw it.
      let mask = lengths.map { Mask(lengths: $0, time: input.shape[1]) }
      for garbage: Scalar in [0, 1e30, .nan] {
        try assertLayer(reference, module, inputs: ["input"], name) { inputs in
          var context = Context.inference
          let x = mask.map { inputs[0].masked(leading: $0, otherwise: garbage) } ?? inputs[0]
          return [module(x, lengths: lengths, &context)]
        }
      }
    }
  }

  func testKeepsThePromisesOfAModule() {
    var random = RandomSource(seed: 2)
    let x = Tensor.normal([5, 6, 3], using: &random)
    let lengths = [6, 1, 3, 5, 2]
    for both in [false, true] {
      var contract = ModuleContract(
        make: {
          LSTM(
            inputs: 3, hidden: 4, layers: 2, direction: both ? .both : .forward, dropout: 0.3,
            using: &$0)
        }, inputs: [x]
      ) { layer, inputs, rows, context in
        [layer(inputs[0], lengths: Array(lengths[rows]), &context)]
      }
      contract.names = [0, 1].flatMap { layer in
        (both ? ["", "_reverse"] : [""]).flatMap { suffix in
          ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { "\($0)_l\(layer)\(suffix)" }
        }
      }
      contract.isRandomInTraining = true
      contract.inputsWithGarbage = [
        x.masked(leading: Mask(lengths: lengths, time: 6), otherwise: .nan)
      ]
      assertModuleContract(contract)
    }
  }

  func testLongerPaddingChangesNothing() {
    var random = RandomSource(seed: 3)
    let x = Tensor.normal([3, 5, 3], using: &random)
    let module = layer(3, 4, 2, both: true)
    var context = Context.inference
    let short = module(x, lengths: [5, 2, 4], &context)
    let long = module(
      x.padded(axis: 1, before: 0, after: 7, with: .nan), lengths: [5, 2, 4], &context)
    assertClose(long.sliced(axis: 1, 0..<5), short, absolute: 1e-6)
    assertClose(long.sliced(axis: 1, 5..<12), .zeros([3, 7, 8]))
  }

  func testFullLengthsAreNoLengths() {
    var random = RandomSource(seed: 4)
    let x = Tensor.normal([3, 5, 3], using: &random)
    let module = layer(3, 4, both: true)
    var context = Context.inference
    assertSameBits(module(x, lengths: [5, 5, 5], &context), module(x, &context))
  }

  func testDropoutActsBetweenLayersOnly() {
    var random = RandomSource(seed: 5)
    let x = Tensor.normal([3, 5, 3], using: &random)
    let single = layer(3, 4, 1, dropout: 0.5)
    var (training, inference) = (Context.training(seed: 1), Context.inference)
    assertSameBits(single(x, &training), single(x, &inference))
    let double = layer(3, 4, 2, dropout: 0.5)
    let dropped = double(x, &training)
    XCTAssertNotEqual(dropped.elements, double(x, &inference).elements)
    XCTAssertFalse(dropped.elements.contains(0))
  }

  func testGradientsAreDirectionalDerivatives() {
    var random = RandomSource(seed: 6)
    let module = layer(3, 4, 2, both: true)
    assertGradient(
      of: {
        var context = Context.inference
        return module($0[0], lengths: [4, 0, 2], &context)
      }, at: [.normal([3, 4, 3], using: &random)])
  }
}
