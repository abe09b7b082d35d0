import CKernels
import GaitTestSupport
import XCTest

final class PackedProductLoopsTests: LoopTestCase {
  func testAPackedProductAgreesWithDoubleAtEveryRowCountAndEdge() {
    forEachSet { loops, set in
      for (columns, inner) in [(1, 1), (47, 5), (48, 16), (49, 3), (100, 33), (130, 7)] {
        for rows in [0, 1, 3, 4, 5, 7, 8, 9, 16, 17] {
          let a = normal(rows * inner, seed: UInt64(rows + 1))
          let b = normal(inner * columns, seed: UInt64(columns))
          let start = normal(rows * columns, seed: 9)
          for isTransposed in [false, true] {
            var packed = [Float](repeating: .nan, count: loops.packed_size(inner, columns))
            var stored = b
            if isTransposed {
              for k in 0..<inner {
                for j in 0..<columns { stored[j * inner + k] = b[k * columns + j] }
              }
            }
            loops.pack(
              stored, inner, columns, isTransposed ? 1 : columns, isTransposed ? inner : 1,
              &packed)
            var c = start
            loops.multiply_packed(a, inner, packed, &c, columns, rows, columns, inner)
            for row in 0..<rows {
              for column in 0..<columns {
                var expected = Double(start[row * columns + column])
                for k in 0..<inner {
                  expected += Double(a[row * inner + k]) * Double(b[k * columns + column])
                }
                XCTAssertEqual(
                  Double(c[row * columns + column]), expected, accuracy: 2e-5,
                  "\(set) \(rows) x \(columns) x \(inner)")
              }
            }
          }
        }
      }
    }
  }
}
