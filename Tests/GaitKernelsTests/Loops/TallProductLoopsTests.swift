import CKernels
import GaitTestSupport
import XCTest

/// Products of a transposed matrix, and transposes, against their definitions, off every alignment.
final class TallProductLoopsTests: LoopTestCase {
  func testSumsOfOuterProductsAgreeWithDouble() {
    let sizes = [
      (rows: 1, columns: 1, inner: 1), (7, 33, 3), (8, 32, 128), (9, 16, 129), (65, 31, 40),
      (130, 70, 300), (3, 5, 257),
    ]
    forEachSet { loops, set in
      for (rows, columns, inner) in sizes {
        let (aStride, bStride, cStride) = (rows + 2, columns + 1, columns + 3)
        let a = normal(inner * aStride, seed: 1)
        let b = normal(inner * bStride, seed: 2)
        // Old contents must not matter, not even a NaN, and between rows nothing is written.
        let start = (0..<rows * cStride).map { $0 % cStride < columns ? Float.nan : 7 }
        var totals = [Float](repeating: .nan, count: rows)
        let found = unaligned(start) { c in
          totals = unaligned(totals) { totals in
            _ = unaligned(a) { a in
              loops.multiply_tall(
                a, aStride, b, bStride, c, cStride, totals, rows, columns, inner)
            }
          }
        }
        for row in 0..<rows {
          let total = (0..<inner).reduce(0.0) { $0 + Double(a[$1 * aStride + row]) }
          XCTAssertEqual(Double(totals[row]), total, accuracy: 1e-4, "\(set) total \(row)")
          for column in 0..<cStride {
            let expected =
              column < columns
              ? (0..<inner).reduce(0.0) {
                $0 + Double(a[$1 * aStride + row]) * Double(b[$1 * bStride + column])
              } : 7
            XCTAssertEqual(
              Double(found[row * cStride + column]), expected, accuracy: 2e-4,
              "\(set) \(rows) x \(columns) x \(inner), row \(row), column \(column)")
          }
        }
      }
    }
  }

  func testATransposeHoldsEveryElementOnce() {
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
