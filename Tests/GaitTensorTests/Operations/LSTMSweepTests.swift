import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class LSTMSweepTests: XCTestCase {
  func testGradientsAreDirectionalDerivatives() {
    for check in OperationChecks.recurrence { check.assertGradients() }
  }

  func testManySequencesGiveWhatEachGivesAlone() {
    let inputs = OperationChecks.recurrentInputs(batch: 37, time: 6, inputs: 3, hidden: 5)
    let lengths = (0..<37).map { $0 % 7 }
    for isReversed in [false, true] {
      let whole = OperationChecks.sweep(inputs, lengths: lengths, isReversed: isReversed)
      for row in 0..<37 {
        var single = inputs
        single[0] = inputs[0].sliced(axis: 0, row..<row + 1)
        let alone = OperationChecks.sweep(single, lengths: [lengths[row]], isReversed: isReversed)
        assertClose(
          alone, whole.sliced(axis: 0, row..<row + 1), absolute: 1e-6, "sequence \(row)")
      }
    }
  }

  func testTheReverseDirectionIsTheForwardOneOfTheReversedSequence() {
    let inputs = OperationChecks.recurrentInputs(batch: 2, time: 5, inputs: 3, hidden: 4)
    var turned = inputs
    turned[0] = inputs[0].gathered(axis: 1, [4, 3, 2, 1, 0])
    assertSameBits(
      OperationChecks.sweep(inputs, isReversed: true).gathered(axis: 1, [4, 3, 2, 1, 0]),
      OperationChecks.sweep(turned))
  }

  func testNothingBehindALengthIsRead() {
    let inputs = OperationChecks.recurrentInputs(batch: 20, time: 6, inputs: 3, hidden: 5)
    let lengths = (0..<20).map { $0 % 7 }
    var dirty = inputs
    dirty[0] = inputs[0].masked(leading: Mask(lengths: lengths, time: 6), otherwise: .nan)
    for isReversed in [false, true] {
      func pass(_ inputs: [Tensor]) -> [Tensor] {
        [OperationChecks.sweep(inputs, lengths: lengths, isReversed: isReversed)]
          + tapeGradients(
            of: { OperationChecks.sweep($0, lengths: lengths, isReversed: isReversed) }, at: inputs)
      }
      for (found, expected) in zip(pass(dirty), pass(inputs)) { assertSameBits(found, expected) }
    }
  }

  func testOutputsBehindALengthAreZero() {
    let inputs = OperationChecks.recurrentInputs(batch: 3, time: 4, inputs: 2, hidden: 2)
    for isReversed in [false, true] {
      let y = OperationChecks.sweep(inputs, lengths: [0, 2, 4], isReversed: isReversed)
      let present = Mask(lengths: [0, 2, 4], time: 4)
      for row in 0..<3 {
        for step in 0..<4 {
          XCTAssertEqual(y[row, step, 0] != 0, present.isPresent[row * 4 + step])
        }
      }
    }
  }

  func testNoSequencesAndNoStepsGiveZeroGradients() {
    for (batch, time) in [(0, 4), (2, 0)] {
      let inputs = OperationChecks.recurrentInputs(batch: batch, time: time, inputs: 2, hidden: 3)
      XCTAssertEqual(OperationChecks.sweep(inputs).shape, [batch, time, 3])
      // Blocks of the pool that hold something else than zeros.
      withExtendedLifetime((0..<4).map { _ in Tensor(repeating: .nan, shape: [12, 3]) }) {}
      let gradients = tapeGradients(of: { OperationChecks.sweep($0) }, at: inputs)
      for gradient in gradients { assertClose(gradient, .zeros(gradient.shape)) }
    }
  }
}

extension OperationChecks {
  static func recurrentInputs(batch: Int, time: Int, inputs: Int, hidden: Int) -> [Tensor] {
    [
      normal(batch, time, inputs), normal(4 * hidden, inputs, seed: 2) * 0.5,
      normal(4 * hidden, hidden, seed: 3) * 0.5, normal(4 * hidden, seed: 4),
      normal(4 * hidden, seed: 5),
    ]
  }

  static func sweep(
    _ inputs: [Tensor], lengths: [Int]? = nil, isReversed: Bool = false
  ) -> Tensor {
    lstmSweep(
      inputs[0],
      weights: LSTMWeights(
        inputHidden: inputs[1], hiddenHidden: inputs[2], inputBias: inputs[3],
        hiddenBias: inputs[4]),
      lengths: lengths, isReversed: isReversed)
  }

  static var recurrence: [OperationCheck] {
    [
      OperationCheck("lstm", recurrentInputs(batch: 2, time: 5, inputs: 3, hidden: 4)) {
        sweep($0)
      },
      OperationCheck("lstm of ones", recurrentInputs(batch: 1, time: 1, inputs: 1, hidden: 1)) {
        sweep($0)
      },
      OperationCheck("lstm, reversed", recurrentInputs(batch: 2, time: 3, inputs: 2, hidden: 3)) {
        sweep($0, isReversed: true)
      },
      OperationCheck("lstm, lengths", recurrentInputs(batch: 19, time: 4, inputs: 2, hidden: 3)) {
        sweep($0, lengths: (0..<19).map { $0 % 5 })
      },
      OperationCheck("lstm, both", recurrentInputs(batch: 3, time: 4, inputs: 2, hidden: 3)) {
        sweep($0, lengths: [4, 0, 2], isReversed: true)
      },
    ]
  }
}
