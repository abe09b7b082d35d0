import GaitTensor
import GaitTestSupport
import GaitTraining
import XCTest

/// Attention over the phases of the gait cycle.
final class PhaseAttentionTests: XCTestCase {
  private let phases = [[0.1, 0.6, 0.7, .nan], [0.4, 0.45, 0.9, 1]]

  func testEvenAttentionHasALiftOfOneEverywhere() {
    var attention = PhaseAttention(binCount: 2)
    attention.add(Tensor(repeating: 0.25, shape: [2, 4, 4]), phases: phases)
    for row in attention.lifts { assertClose(row, [1, 1], absolute: 1e-12) }
    assertClose(attention.lift, [1, 1], absolute: 1e-12)
    // Early steps: one in a window with shares 1/4 and 2/4, two in a window with 2/4 and 2/4.
    assertClose(attention.means[0], [(0.25 + 1) / 3, (0.5 + 1) / 3], absolute: 1e-12)
  }

  func testAttentionToOnePhaseIsFoundThere() {
    var attention = PhaseAttention(binCount: 2)
    // Every step looks at the first one alone.
    let row: [Float] = [1, 0, 0, 0]
    attention.add(Tensor((0..<4).flatMap { _ in row }, shape: [1, 4, 4]), phases: [phases[1]])
    assertClose(attention.means[0], [1, 0], absolute: 1e-12)
    assertClose(attention.means[1], [1, 0], absolute: 1e-12)
    assertClose(attention.lift, [2, 0], absolute: 1e-12)
  }

  func testWhatNothingIsKnownOfIsNotANumber() {
    var attention = PhaseAttention(binCount: 3)
    attention.add(Tensor.ones([1, 1, 1]), phases: [[0.1]])
    XCTAssertEqual(attention.means[0][0], 1)
    XCTAssert(attention.means[2][0].isNaN)
    XCTAssert(attention.lifts[0][1].isNaN)
  }
}
