import GaitKernels
import GaitTestSupport
import XCTest

final class MatrixProductTests: XCTestCase {
  private func normal(_ count: Int, _ random: inout RandomSource) -> [Float] {
    (0..<count).map { _ in random.normal() }
  }

  /// One element of a product by its definition.
  private func element(
    _ a: [Float], _ aStride: Int, _ isATransposed: Bool, _ b: [Float], _ bStride: Int,
    _ isBTransposed: Bool, row: Int, column: Int, inner: Int, aStart: Int = 0, bStart: Int = 0
  ) -> Double {
    var total = 0.0
    for k in 0..<inner {
      let i = isATransposed ? k * aStride + row : row * aStride + k
      let j = isBTransposed ? column * bStride + k : k * bStride + column
      total += Double(a[aStart + i]) * Double(b[bStart + j])
    }
    return total
  }

  func testProductsOfAllLayoutsAndStridesAgreeWithTheDefinition() {
    var random = RandomSource(seed: 1)
    for round in 0..<160 {
      let limit = round < 120 ? 20 : 90
      let (rows, columns, inner) = (
        Int.random(in: 0...limit, using: &random), Int.random(in: 0...limit, using: &random),
        Int.random(in: 0...limit, using: &random)
      )
      let (ta, tb) = (round & 1 == 1, round & 2 == 2)
      let beta: Float = round % 3 == 0 ? 1 : 0
      let start = Int.random(in: 0...5, using: &random)
      let aStride = max(1, (ta ? rows : inner) + Int.random(in: 0...3, using: &random))
      let bStride = max(1, (tb ? inner : columns) + Int.random(in: 0...3, using: &random))
      let cStride = max(1, columns + Int.random(in: 0...3, using: &random))
      let a = normal(start + (ta ? inner : rows) * aStride, &random)
      let b = normal(start + (tb ? columns : inner) * bStride, &random)
      // Without an addend the old contents must not matter, not even a NaN.
      let c = (0..<rows * cStride).map { _ in beta == 0 ? Float.nan : random.normal() }
      let result = Buffer(c)
      Kernels.multiply(
        MatrixView(Buffer(a), start: start, rowStride: aStride, transposed: ta),
        MatrixView(Buffer(b), start: start, rowStride: bStride, transposed: tb),
        into: MatrixView(result, rowStride: cStride), rows: rows, columns: columns, inner: inner,
        adding: beta)
      let found = result.array
      for row in 0..<rows {
        for place in 0..<cStride {
          let index = row * cStride + place
          guard place < columns else {
            XCTAssertEqual(found[index].bitPattern, c[index].bitPattern, "written between rows")
            continue
          }
          let exact = element(
            a, aStride, ta, b, bStride, tb, row: row, column: place, inner: inner, aStart: start,
            bStart: start)
          XCTAssertEqual(
            Double(found[index]), exact + (beta == 0 ? 0 : Double(c[index])),
            accuracy: 4e-5, "\(rows) x \(inner) x \(columns), \(ta) \(tb)")
        }
      }
    }
  }

  func testALargeProductIsCutIntoPiecesThatCoverIt() {
    var random = RandomSource(seed: 2)
    for (rows, columns, inner) in [(1000, 130, 70), (97, 300, 40), (1, 4000, 300), (2000, 1, 600)] {
      for isTransposed in [false, true] {
        let a = normal(rows * inner, &random)
        let b = normal(inner * columns, &random)
        let result = Buffer(repeating: .nan, count: rows * columns)
        Kernels.multiply(
          MatrixView(
            Buffer(a), rowStride: isTransposed ? rows : inner, transposed: isTransposed),
          MatrixView(Buffer(b), rowStride: columns), into: MatrixView(result, rowStride: columns),
          rows: rows, columns: columns, inner: inner)
        for place in stride(from: 0, to: rows * columns, by: 61) {
          let exact = element(
            a, isTransposed ? rows : inner, isTransposed, b, columns, false, row: place / columns,
            column: place % columns, inner: inner)
          XCTAssertEqual(Double(result[place]), exact, accuracy: 1e-4)
        }
        XCTAssert(result.array.allSatisfy(\.isFinite))
      }
    }
  }

  func testAProductWithAPackedMatrixAddsItsBiasAndKeepsToItsRows() {
    var random = RandomSource(seed: 5)
    for (rows, columns, inner) in [(32, 64, 32), (70, 96, 33), (200, 128, 100), (3000, 31, 40)] {
      for isTransposed in [false, true] {
        let (aStride, cStride) = (inner + 3, columns + 5)
        let bStride = (isTransposed ? inner : columns) + 1
        let (a, b) = (
          normal(2 + rows * aStride, &random),
          normal(3 + (isTransposed ? columns : inner) * bStride, &random)
        )
        let bias = normal(columns, &random)
        let result = Buffer(repeating: .nan, count: rows * cStride)
        Kernels.multiply(
          MatrixView(Buffer(a), start: 2, rowStride: aStride),
          MatrixView(Buffer(b), start: 3, rowStride: bStride, transposed: isTransposed),
          into: MatrixView(result, rowStride: cStride), rows: rows, columns: columns, inner: inner,
          bias: Buffer(bias))
        for place in stride(from: 0, to: rows * cStride, by: rows > 1000 ? 61 : 1) {
          let (row, column) = (place / cStride, place % cStride)
          guard column < columns else {
            XCTAssert(result[place].isNaN, "written between rows")
            continue
          }
          let exact = element(
            a, aStride, false, b, bStride, isTransposed, row: row, column: column, inner: inner,
            aStart: 2, bStart: 3)
          XCTAssertEqual(Double(result[place]), exact + Double(bias[column]), accuracy: 4e-5)
        }
      }
    }
  }

  func testABatchOfProductsReadsEachMatrixAtItsPlace() {
    var random = RandomSource(seed: 3)
    // Two sequences of three heads: columns of a wider matrix, never copied apart.
    let (outer, heads, rows, depth, keys) = (2, 3, 4, 5, 6)
    let width = heads * depth
    let (a, b) = (normal(outer * rows * width, &random), normal(outer * keys * width, &random))
    let c = Buffer(repeating: .nan, count: outer * heads * rows * keys)
    Kernels.multiplyBatch(
      outer: outer, inner: heads, MatrixView(Buffer(a), rowStride: width),
      Kernels.BatchStride(outer: rows * width, inner: depth),
      MatrixView(Buffer(b), rowStride: width, transposed: true),
      Kernels.BatchStride(outer: keys * width, inner: depth),
      into: MatrixView(c, rowStride: keys),
      Kernels.BatchStride(outer: heads * rows * keys, inner: rows * keys),
      rows: rows, columns: keys, depth: depth, scale: 0.5)
    for index in 0..<c.count {
      let (column, row) = (index % keys, index / keys % rows)
      let (head, sequence) = (index / (keys * rows) % heads, index / (keys * rows * heads))
      let exact = element(
        a, width, false, b, width, true, row: row, column: column, inner: depth,
        aStart: sequence * rows * width + head * depth,
        bStart: sequence * keys * width + head * depth)
      XCTAssertEqual(Double(c[index]), 0.5 * exact, accuracy: 1e-5)
    }
  }

  func testTheLinkedLibraryNamesItsKernels() {
    XCTAssertFalse(BLAS.coreName.isEmpty)
    XCTAssert(["AVX-512", "AVX2", "baseline"].contains(Kernels.instructionSet))
  }
}
