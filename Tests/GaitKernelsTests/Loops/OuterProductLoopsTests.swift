import CKernels
import GaitTestSupport
import XCTest

final class OuterProductLoopsTests: LoopTestCase {
  func testAProductWithATransposedMatrixAgreesWithDoubleWhereverItStands() {
    forEachSet { loops, set in
      for (rows, columns) in [
        (1, 1), (3, 31), (8, 32), (9, 33), (20, 5), (16, 70), (40, 24), (13, 48), (6, 16), (7, 8),
      ] {
        for inner in [1, 7, 64, 255, 256, 257] {
          for adds in [Int32(0), 1] {
            let (aStride, bStride, cStride) = (rows + 2, columns + 1, columns + 3)
            let a = normal(inner * aStride, seed: 1)
            let b = normal(inner * bStride, seed: 2)
            // Without an addend the old contents must not matter, not even a NaN.
            let start =
              adds == 0
              ? [Float](repeating: .nan, count: rows * cStride) : normal(rows * cStride, seed: 3)
            let found = unaligned(start) { c in
              loops.multiply_outer(
                a, aStride, b, bStride, c, cStride, rows, columns, inner, adds)
            }
            for row in 0..<rows {
              for column in 0..<cStride {
                let place = row * cStride + column
                guard column < columns else {
                  XCTAssertEqual(found[place].bitPattern, start[place].bitPattern, set)
                  continue
                }
                var expected = adds == 0 ? 0 : Double(start[place])
                for k in 0..<inner {
                  expected += Double(a[k * aStride + row]) * Double(b[k * bStride + column])
                }
                XCTAssertEqual(
                  Double(found[place]), expected, accuracy: 2e-4,
                  "\(set) \(rows) x \(columns) x \(inner)")
              }
            }
          }
        }
      }
    }
  }
}
