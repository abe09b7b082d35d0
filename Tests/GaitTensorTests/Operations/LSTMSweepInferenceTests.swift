import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

final class LSTMSweepInferenceTests: XCTestCase {
  func testASweepWithoutAGradientGivesTheBitsOfOneWith() {
    var random = RandomSource(seed: 3)
    for (batch, time) in [(1, 40), (3, 130), (4, 1), (5, 9), (16, 8), (33, 21)] {
      let (inputs, hidden) = (6, 19)
      func draw(_ shape: Shape) -> Tensor { .normal(shape, using: &random) * 0.3 }
      let x = draw([batch, time, inputs])
      let tensors = [
        draw([4 * hidden, inputs]), draw([4 * hidden, hidden]), draw([4 * hidden]),
        draw([4 * hidden]),
      ]
      for lengths in [nil, (0..<batch).map { ($0 * 7) % (time + 1) }] {
        for isReversed in [false, true] {
          func swept(_ x: Tensor) -> Tensor {
            lstmSweep(
              x,
              weights: LSTMWeights(
                inputHidden: tensors[0], hiddenHidden: tensors[1], inputBias: tensors[2],
                hiddenBias: tensors[3]), lengths: lengths, isReversed: isReversed)
          }
          let tape = Tape()
          XCTAssertEqual(
            swept(x).elements, swept(tape.watch(x)).elements, "\(batch) sequences of \(time)")
          tape.clear()
        }
      }
    }
  }
}
