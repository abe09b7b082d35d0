import CKernels
import GaitKernels
import XCTest

final class LineCopyTests: XCTestCase {
  func testLinesGoWhereTheyBelongAndNothingElseChanges() {
    var random = RandomSource(seed: 1)
    for _ in 0..<200 {
      let floats = Int.random(in: 0...40, using: &random)
      let lines = Int.random(in: 0...9, using: &random)
      let sourceStride = Int.random(in: floats...50, using: &random)
      let targetStride = Int.random(in: floats...50, using: &random)
      let isReversed = Bool.random(using: &random)
      let source = (0..<500).map(Float.init)
      var target = [Float](repeating: -1, count: 500)
      var expected = target
      for line in 0..<lines {
        let from = (isReversed ? lines - 1 - line : line) * sourceStride
        for float in 0..<floats { expected[line * targetStride + float] = source[from + float] }
      }
      source.withUnsafeBufferPointer { source in
        target.withUnsafeMutableBufferPointer { target in
          guard let from = source.baseAddress, let to = target.baseAddress else { return }
          gk_copy_lines(
            from + (isReversed ? max(0, lines - 1) * sourceStride : 0),
            isReversed ? -sourceStride : sourceStride, 500, to, targetStride, 7, floats, lines)
        }
      }
      XCTAssertEqual(target, expected, "\(lines) lines of \(floats), reversed: \(isReversed)")
    }
  }
}
