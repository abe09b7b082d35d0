import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class GRUSweepTests: XCTestCase {
  private let names = ["input", "weight_ih", "weight_hh", "bias_ih", "bias_hh"]

  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.gatedRecurrence { check.assertGradients() }
  }

  func testOutputsAndGradientsAreThoseOfPyTorch() throws {
    for (name, reference) in try ReferenceCase.cases("reference/operations/gruSweep.json") {
      try assertMatches(reference, names, absolute: 4e-6, relative: 4e-6, name) {
        OperationChecks.gru(
          $0, lengths: reference.integers["settings"], isReversed: name.hasPrefix("reverse"))
      }
    }
  }

  func testManySequencesGiveWhatEachGivesAlone() {
    let inputs = OperationChecks.gruInputs(batch: 37, time: 6, inputs: 3, hidden: 5)
    let lengths = (0..<37).map { $0 % 7 }
    for isReversed in [false, true] {
      let whole = OperationChecks.gru(inputs, lengths: lengths, isReversed: isReversed)
      for row in 0..<37 {
        var single = inputs
        single[0] = inputs[0].sliced(axis: 0, row..<row + 1)
        let alone = OperationChecks.gru(single, lengths: [lengths[row]], isReversed: isReversed)
        assertClose(
          alone, whole.sliced(axis: 0, row..<row + 1), absolute: 1e-6, "sequence \(row)")
      }
    }
  }

  func testNothingBehindALengthIsRead() {
    let inputs = OperationChecks.gruInputs(batch: 20, time: 6, inputs: 3, hidden: 5)
    let lengths = (0..<20).map { $0 % 7 }
    var dirty = inputs
    dirty[0] = inputs[0].masked(leading: Mask(lengths: lengths, time: 6), otherwise: .nan)
    for isReversed in [false, true] {
      func pass(_ inputs: [Tensor]) -> [Tensor] {
        [OperationChecks.gru(inputs, lengths: lengths, isReversed: isReversed)]
          + tapeGradients(
            of: { OperationChecks.gru($0, lengths: lengths, isReversed: isReversed) }, at: inputs)
      }
      for (found, expected) in zip(pass(dirty), pass(inputs)) { assertSameBits(found, expected) }
    }
  }
}

extension OperationChecks {
  static func gruInputs(batch: Int, time: Int, inputs: Int, hidden: Int) -> [Tensor] {
    [
      normal(batch, time, inputs), normal(3 * hidden, inputs, seed: 2) * 0.5,
      normal(3 * hidden, hidden, seed: 3) * 0.5, normal(3 * hidden, seed: 4),
      normal(3 * hidden, seed: 5),
    ]
  }

  static func gru(_ x: [Tensor], lengths: [Int]? = nil, isReversed: Bool = false) -> Tensor {
    gruSweep(
      x[0],
      weights: GRUWeights(
        inputHidden: x[1], hiddenHidden: x[2], inputBias: x[3], hiddenBias: x[4]),
      lengths: lengths, isReversed: isReversed)
  }

  static var gatedRecurrence: [OperationCheck] {
    let inputs = gruInputs(batch: 3, time: 4, inputs: 2, hidden: 3)
    return [
      OperationCheck("gruSweep", inputs) { gru($0) },
      OperationCheck("gruSweep, reverse with lengths", inputs) {
        gru($0, lengths: [4, 2, 0], isReversed: true)
      },
    ]
  }
}
