import CKernels
import GaitTestSupport
import XCTest

/// The loops over the columns of a matrix against the same sums in double.
final class ColumnLoopsTests: LoopTestCase {
  private let sizes = [(1, 1), (2, 5), (31, 16), (33, 70), (100, 33)]

  func testMomentsAreThoseInDoubleFarFromZeroToo() {
    forEachSet { loops, set in
      for (rows, columns) in sizes {
        let x = normal(rows * columns, seed: 1).map { $0 + 1000 }
        var mean = [Double](repeating: .nan, count: columns)
        var squares = mean
        var scratch = [Float](repeating: .nan, count: 3 * columns)
        _ = unaligned(x) { loops.column_moments($0, rows, columns, &mean, &squares, &scratch) }
        for column in 0..<columns {
          let values = (0..<rows).map { Double(x[$0 * columns + column]) }
          let centre = values.reduce(0, +) / Double(rows)
          let spread = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
          XCTAssertEqual(mean[column], centre, accuracy: 1e-6, "\(set) \(rows) x \(columns)")
          XCTAssertEqual(
            squares[column], spread, accuracy: 1e-5 * (1 + spread), "\(set) \(rows) x \(columns)")
        }
      }
    }
  }

  func testRowsAreNormalisedInEachOfTheFourForms() {
    forEachSet { loops, set in
      for (rows, columns) in sizes {
        let (x, addend) = (normal(rows * columns, seed: 2), normal(rows * columns, seed: 3))
        let mean = normal(columns, seed: 4)
        let (scale, shift) = (normal(columns, seed: 5), normal(columns, seed: 6))
        for (hasAddend, isRectified) in [
          (false, false), (true, false), (false, true), (true, true),
        ] {
          // In place: y is x.
          let found = unaligned(x) { y in
            mean.withUnsafeBufferPointer { mean in
              scale.withUnsafeBufferPointer { scale in
                shift.withUnsafeBufferPointer { shift in
                  addend.withUnsafeBufferPointer { addend in
                    var norm = GKColumnNorm(
                      x: y, mean: mean.baseAddress, scale: scale.baseAddress,
                      shift: shift.baseAddress, addend: hasAddend ? addend.baseAddress : nil,
                      y: y, rows: rows, columns: columns, is_rectified: isRectified ? 1 : 0)
                    loops.normalise_rows(&norm)
                  }
                }
              }
            }
          }
          for index in 0..<rows * columns {
            let column = index % columns
            var expected =
              (Double(x[index]) - Double(mean[column])) * Double(scale[column])
              + Double(shift[column])
            if hasAddend { expected += Double(addend[index]) }
            if isRectified { expected = max(0, expected) }
            XCTAssertEqual(
              Double(found[index]), expected, accuracy: 1e-5, "\(set) \(rows) x \(columns)")
          }
        }
      }
    }
  }

  func testSumsAndDerivativeAgreeWithDouble() {
    forEachSet { loops, set in
      for (rows, columns) in sizes {
        let (gradient, x) = (normal(rows * columns, seed: 7), normal(rows * columns, seed: 8))
        let mean = normal(columns, seed: 9)
        var total = [Double](repeating: .nan, count: columns)
        var along = total
        var scratch = [Float](repeating: .nan, count: 2 * columns)
        _ = unaligned(gradient) {
          loops.column_sums($0, x, mean, rows, columns, &total, &along, &scratch)
        }
        let scale = normal(columns, seed: 10).map { Double($0) }
        let slope = normal(columns, seed: 11).map { Double($0) }
        let offset = normal(columns, seed: 12).map { Double($0) }
        var totals = total
        _ = unaligned(gradient) { loops.column_totals($0, rows, columns, &totals) }
        let found = unaligned([Float](repeating: .nan, count: rows * columns)) {
          loops.normalise_rows_backward(
            gradient, x, scale, slope, offset, $0, rows, columns)
        }
        for column in 0..<columns {
          let places = (0..<rows).map { $0 * columns + column }
          let sum = places.reduce(0.0) { $0 + Double(gradient[$1]) }
          let product = places.reduce(0.0) {
            $0 + Double(gradient[$1]) * (Double(x[$1]) - Double(mean[column]))
          }
          XCTAssertEqual(total[column], sum, accuracy: 1e-4, "\(set) \(rows) x \(columns)")
          XCTAssertEqual(along[column], product, accuracy: 1e-4, "\(set) \(rows) x \(columns)")
          XCTAssertEqual(totals[column], sum, accuracy: 1e-12, "\(set) \(rows) x \(columns)")
          for place in places {
            let expected =
              scale[column] * Double(gradient[place]) + slope[column] * Double(x[place])
              + offset[column]
            XCTAssertLessThanOrEqual(
              abs(Double(found[place]) - expected), abs(expected) * 0x1p-23 + 1e-12,
              "\(set) \(rows) x \(columns)")
          }
        }
      }
    }
  }

  func testTheLargerOfTwoKeepsANaNOfEitherSide() {
    forEachSet { loops, set in
      let x: [Float] = [1, 2, .nan, 3, -.infinity, .nan] + normal(40, seed: 14)
      let y: [Float] = [2, 1, 5, .nan, -.infinity, .nan] + normal(40, seed: 15)
      let found = unaligned([Float](repeating: 0, count: x.count)) {
        loops.larger(x, y, $0, x.count)
      }
      for index in x.indices {
        if x[index].isNaN || y[index].isNaN {
          XCTAssert(found[index].isNaN, "\(set) \(x[index]), \(y[index])")
        } else {
          XCTAssertEqual(found[index], max(x[index], y[index]), set)
        }
      }
    }
  }
}
