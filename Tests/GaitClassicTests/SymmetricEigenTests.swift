import Foundation
import GaitClassic
import GaitEvaluation
import GaitKernels
import XCTest

final class SymmetricEigenTests: XCTestCase {
  /// Every vector is mapped to itself times its value, all are orthonormal, and values descend.
  private func assertDecomposes(
    _ matrix: Matrix, accuracy: Double = 1e-12, file: StaticString = #filePath, line: UInt = #line
  ) {
    let eigen = SymmetricEigen(matrix)
    let size = matrix.rowCount
    let scale = max(1e-307, eigen.values.map(abs).max() ?? 0)
    XCTAssertEqual(eigen.values, eigen.values.sorted(by: >), file: file, line: line)
    var (residual, overlap) = (0.0, 0.0)
    for row in 0..<size {
      for i in 0..<size {
        let mapped = (0..<size).reduce(0.0) { $0 + matrix[i, $1] * eigen.vectors[row, $1] }
        residual = max(
          residual, abs(mapped - eigen.values[row] * eigen.vectors[row, i]) / scale)
        let product = (0..<size).reduce(0.0) {
          $0 + eigen.vectors[row, $1] * eigen.vectors[i, $1]
        }
        overlap = max(overlap, abs(product - (row == i ? 1 : 0)))
      }
    }
    XCTAssertLessThan(residual, accuracy, "residual of \(size)", file: file, line: line)
    XCTAssertLessThan(overlap, accuracy, "overlap of \(size)", file: file, line: line)
  }

  private func symmetric(_ size: Int, _ entry: (Int, Int) -> Double) -> Matrix {
    var matrix = Matrix(rows: size, columns: size)
    for i in 0..<size {
      for j in 0...i {
        matrix[i, j] = entry(i, j)
        matrix[j, i] = matrix[i, j]
      }
    }
    return matrix
  }

  func testRandomMatricesOfManySizes() {
    var random = RandomSource(seed: 5)
    for size in Array(1...12) + [31, 64, 101] {
      assertDecomposes(symmetric(size) { _, _ in Double(random.normal()) })
    }
  }

  func testSecondDifferencesHaveTheirClosedForm() {
    let size = 90
    let matrix = symmetric(size) { i, j in i == j ? 2 : i == j + 1 ? -1 : 0 }
    assertDecomposes(matrix)
    let values = SymmetricEigen(matrix).values
    for (index, value) in values.enumerated() {
      let angle = Double.pi * Double(size - index) / Double(size + 1)
      XCTAssertEqual(value, 2 - 2 * cos(angle), accuracy: 1e-13)
    }
  }

  func testRepeatedZeroAndGradedValues() {
    assertDecomposes(symmetric(7) { i, j in i == j ? 3 : 0 })
    assertDecomposes(symmetric(6) { _, _ in 0 })
    assertDecomposes(symmetric(20) { _, _ in 1 })
    assertDecomposes(symmetric(9) { i, j in i == j ? pow(10, Double(-2 * i)) : 1e-9 })
    assertDecomposes(symmetric(15) { i, j in i / 5 == j / 5 ? Double(1 + i % 3) : 0 })
    for size in [1e-200, 1e150, 1e200] {
      assertDecomposes(symmetric(8) { i, j in size / Double(i + j + 1) })
    }
  }
}
