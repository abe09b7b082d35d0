import CKernels
import GaitTestSupport
import XCTest

/// The products of lines against the same sums in double, with pointers off every alignment.
final class LineProductLoopsTests: LoopTestCase {
  private struct Sizes {
    let rows, inner, columns, taps: Int
  }

  private let sizes = [
    Sizes(rows: 1, inner: 1, columns: 1, taps: 1), Sizes(rows: 7, inner: 5, columns: 33, taps: 3),
    Sizes(rows: 8, inner: 16, columns: 32, taps: 9), Sizes(rows: 9, inner: 3, columns: 31, taps: 2),
    Sizes(rows: 21, inner: 24, columns: 70, taps: 4),
    Sizes(rows: 3, inner: 40, columns: 16, taps: 1),
  ]

  func testLinesUnderEveryTapAgreeWithDouble() {
    forEachSet { loops, set in
      for size in sizes {
        let stride = size.inner * size.taps + 2
        let x = normal(size.rows * stride, seed: 1)
        let weight = normal(size.columns * size.inner * size.taps, seed: 2)
        // The middle tap has no line.
        let places = (0..<size.taps).map {
          size.taps > 2 && $0 == size.taps / 2 ? Int32(-1) : Int32($0 * size.inner)
        }
        let (packed, tapStride) = packed(weight, size, loops)
        let addend = normal(size.rows * size.columns, seed: 3)
        let scale = normal(size.columns, seed: 4)
        let shift = normal(size.columns, seed: 5)
        for isFinished in [false, true] {
          let found = unaligned([Float](repeating: .nan, count: size.rows * size.columns)) { y in
            _ = unaligned(x) { x in
              places.withUnsafeBufferPointer { places in
                scale.withUnsafeBufferPointer { scale in
                  shift.withUnsafeBufferPointer { shift in
                    addend.withUnsafeBufferPointer { addend in
                      packed.withUnsafeBufferPointer { packed in
                        var product = GKLineProduct(
                          source: x, row_stride: stride, places: places.baseAddress,
                          taps: size.taps, inner: size.inner, packed: packed.baseAddress,
                          tap_stride: tapStride, target: y, target_stride: size.columns,
                          rows: size.rows, columns: size.columns,
                          scale: isFinished ? scale.baseAddress : nil,
                          shift: isFinished ? shift.baseAddress : nil,
                          addend: isFinished ? addend.baseAddress : nil,
                          is_rectified: isFinished ? 1 : 0)
                        loops.multiply_lines(&product)
                      }
                    }
                  }
                }
              }
            }
          }
          for row in 0..<size.rows {
            for column in 0..<size.columns {
              var expected = 0.0
              for (tap, place) in places.enumerated() where place >= 0 {
                for k in 0..<size.inner {
                  expected +=
                    Double(x[row * stride + Int(place) + k])
                    * Double(weight[(column * size.inner + k) * size.taps + tap])
                }
              }
              if isFinished {
                expected = expected * Double(scale[column]) + Double(shift[column])
                expected = max(0, expected + Double(addend[row * size.columns + column]))
              }
              XCTAssertEqual(
                Double(found[row * size.columns + column]), expected, accuracy: 1e-4,
                "\(set) \(size), row \(row), column \(column)")
            }
          }
        }
      }
    }
  }

  func testWeightGradientsComeBackInTheOrderOfTheWeights() {
    forEachSet { loops, set in
      for size in sizes + [Sizes(rows: 2, inner: 3, columns: 17, taps: 600)] {
        let sums = normal(size.taps * size.inner * size.columns, seed: 9)
        // A gap behind each column.
        let stride = size.inner * size.taps + 3
        var expected = [Float](repeating: -7, count: size.columns * stride)
        let found = unaligned(expected) { target in
          // In two parts.
          let middle = size.columns / 2
          loops.unpack_lines(
            sums, size.inner, size.columns, size.taps, 0, middle, target, stride)
          loops.unpack_lines(
            sums, size.inner, size.columns, size.taps, middle, size.columns, target, stride)
        }
        for tap in 0..<size.taps {
          for k in 0..<size.inner {
            for column in 0..<size.columns {
              expected[column * stride + k * size.taps + tap] =
                sums[(tap * size.inner + k) * size.columns + column]
            }
          }
        }
        XCTAssertEqual(found, expected, "\(set) \(size)")
      }
    }
  }

  func testDotProductsOfFewRowsAgreeWithDouble() {
    forEachSet { loops, set in
      for rows in [1, 2, 3, 4, 5, 11] {
        for (columns, inner) in [(1, 1), (3, 7), (4, 16), (6, 33), (17, 130)] {
          let a = normal(rows * inner, seed: 10)
          let b = normal(columns * inner, seed: 11)
          let found = unaligned([Float](repeating: .nan, count: rows * columns)) { c in
            _ = unaligned(a) { a in
              loops.multiply_dots(a, inner, b, inner, c, columns, rows, columns, inner)
            }
          }
          for row in 0..<rows {
            for column in 0..<columns {
              let expected = (0..<inner).reduce(0.0) {
                $0 + Double(a[row * inner + $1]) * Double(b[column * inner + $1])
              }
              XCTAssertEqual(
                Double(found[row * columns + column]), expected, accuracy: 1e-4,
                "\(set) \(rows) x \(columns) x \(inner)")
            }
          }
        }
      }
    }
  }

  private func packed(
    _ weight: [Float], _ size: Sizes, _ loops: GKKernels
  ) -> (packed: [Float], tapStride: Int) {
    let tapStride = loops.packed_size(size.inner, size.columns)
    var packed = [Float](repeating: .nan, count: size.taps * tapStride)
    loops.pack_lines(
      weight, size.inner, size.columns, size.taps, size.taps, size.inner * size.taps, tapStride,
      &packed)
    return (packed, tapStride)
  }
}
