import CKernels
import GaitTestSupport
import XCTest

final class TranspositionLoopsTests: LoopTestCase {
  func testATransposeHoldsEveryElementOnceOffEveryAlignment() {
    forEachSet { loops, set in
      for (rows, columns) in [(1, 1), (4, 4), (3, 9), (16, 5), (19, 23), (40, 24), (100, 32)] {
        let (stride, targetStride) = (columns + 3, rows + 1)
        let x = normal(rows * stride, seed: 3)
        let found = unaligned([Float](repeating: 5, count: columns * targetStride)) { y in
          _ = unaligned(x) { loops.transpose($0, stride, y, targetStride, rows, columns) }
        }
        let expected = (0..<columns * targetStride).map { place in
          let (column, row) = (place / targetStride, place % targetStride)
          return row < rows ? x[row * stride + column] : 5
        }
        XCTAssertEqual(found, expected, "\(set) \(rows) x \(columns)")
      }
    }
  }
}
