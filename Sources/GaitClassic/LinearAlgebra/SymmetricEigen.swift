import Foundation
import GaitEvaluation

/// Eigenvalues, descending, and eigenvectors, one per row, of a symmetric matrix.
///
/// Householder reflections bring the matrix to three diagonals, and implicitly shifted QL rotations
/// to one (Golub and Van Loan 2013, sections 8.3.1 and 8.3.5): about nine n³ operations, on rows that
/// lie together.
package struct SymmetricEigen {
  package let values: [Double]
  package let vectors: Matrix

  package init(_ matrix: Matrix) {
    let size = matrix.rowCount
    precondition(matrix.columnCount == size, "SymmetricEigen: [\(size), \(matrix.columnCount)]")
    var packed = PackedRows(matrix)
    let largest = packed.vectors.reduce(0) { max($0, max($1.max(), -$1.min())) }
    // A power of two, so that no digit changes and no square of an entry leaves the range.
    let scale = largest > 0 && largest.isFinite ? largest.binade : 1
    for i in packed.vectors.indices { packed.vectors[i] /= scale }
    var reflections = Reflections(packed)
    var rows = reflections.product()
    reflections.tridiagonal.diagonalize(rotating: &rows)
    let diagonal = reflections.tridiagonal.diagonal
    let order = (0..<size).sorted { diagonal[$0] > diagonal[$1] }
    values = order.map { diagonal[$0] * scale }
    var sorted = Matrix(rows: size, columns: size)
    for (row, from) in order.enumerated() {
      for column in 0..<size { sorted[row, column] = rows[from, column] }
    }
    vectors = sorted
  }
}

/// The reflections I - scale v vᵀ that leave a symmetric matrix, its entries of about 1, with three
/// diagonals.
private struct Reflections {
  var tridiagonal: Tridiagonal
  /// Row k is the vector of the reflection that clears column k: zero up to the diagonal.
  private var vectors: PackedRows
  private var scales: [Double]

  init(_ matrix: PackedRows) {
    let size = matrix.rowCount
    var sum = PackedRows.Vector.zero
    for vector in matrix.vectors { sum += vector * vector }
    // What is far below the rounding of the largest entries would only breed ever smaller numbers.
    let noise = 0x1p-60 * sum.sum().squareRoot()
    tridiagonal = Tridiagonal(size: size, noise: noise)
    scales = Array(repeating: 0, count: size)
    vectors = matrix
    for k in 0..<size {
      tridiagonal.diagonal[k] = vectors[k, k]
      for column in 0...k { vectors[k, column] = 0 }
      guard k + 1 < size else { break }
      let head = vectors[k, k + 1]
      vectors[k, k + 1] = 0
      let tail = vectors.dot(k, k, vectors: vectors.stride)
      guard tail.squareRoot() > noise else {
        tridiagonal.beside[k] = head
        for column in k + 1..<size { vectors[k, column] = 0 }
        continue
      }
      let square = tail + head * head
      let length = head > 0 ? -square.squareRoot() : square.squareRoot()
      tridiagonal.beside[k] = length
      vectors[k, k + 1] = head - length
      scales[k] = 1 / (square - length * head)
      reflect(below: k)
    }
  }

  /// Reflects what is left of the matrix from both sides: A - v wᵀ - w vᵀ.
  private mutating func reflect(below k: Int) {
    let (stride, first) = (vectors.stride, (k + 1) / 4)
    let v = Array(vectors.vectors[k * stride..<(k + 1) * stride])
    var w = PackedRows(rows: 1, columns: vectors.columnCount)
    for row in k + 1..<vectors.rowCount {
      let factor = v[row >> 2][row & 3] * scales[k]
      for i in first..<stride { w.vectors[i] += factor * vectors.vectors[row * stride + i] }
    }
    // Columns up to k of the rows below are what was cleared before.
    for column in first * 4..<k + 1 { w[0, column] = 0 }
    var overlap = PackedRows.Vector.zero
    for i in first..<stride { overlap += w.vectors[i] * v[i] }
    let half = overlap.sum() * scales[k] / 2
    for i in first..<stride { w.vectors[i] -= half * v[i] }
    for row in k + 1..<vectors.rowCount {
      let (a, b) = (v[row >> 2][row & 3], w[0, row])
      for i in first..<stride {
        vectors.vectors[row * stride + i] -= a * w.vectors[i] + b * v[i]
      }
    }
  }

  /// The transposed product of all reflections: its rows are the columns of the matrix that brings the
  /// three diagonals back.
  func product() -> PackedRows {
    let (size, stride) = (vectors.rowCount, vectors.stride)
    var rows = PackedRows(rows: size, columns: size)
    for row in 0..<size { rows[row, row] = 1 }
    for k in (0..<size).reversed() where scales[k] > 0 {
      let first = (k + 1) / 4
      let v = Array(vectors.vectors[k * stride..<(k + 1) * stride])
      // Rows up to k are still unit vectors, which the reflection does not move.
      for row in k + 1..<size {
        var along = PackedRows.Vector.zero
        for i in first..<stride { along += rows.vectors[row * stride + i] * v[i] }
        let factor = along.sum() * scales[k]
        for i in first..<stride { rows.vectors[row * stride + i] -= factor * v[i] }
      }
    }
    return rows
  }
}

/// A symmetric matrix of three diagonals.
private struct Tridiagonal {
  var diagonal: [Double]
  /// Entry i couples the places i and i + 1.
  var beside: [Double]
  private let noise: Double

  /// Rotations bring an entry to zero in two rounds on average.
  private static let mostRounds = 60

  /// Entries beside the diagonal up to the noise count as zero.
  init(size: Int, noise: Double) {
    self.noise = noise
    diagonal = Array(repeating: 0, count: size)
    beside = Array(repeating: 0, count: size)
  }

  /// Rotates until nothing stands beside the diagonal; the rows are rotated along.
  mutating func diagonalize(rotating rows: inout PackedRows) {
    for place in diagonal.indices {
      for _ in 0..<Self.mostRounds {
        let end = endOfBlock(from: place)
        if end == place { break }
        rotate(from: place, to: end, &rows)
      }
    }
  }

  /// The last place that is coupled to this one through entries above rounding noise.
  private func endOfBlock(from place: Int) -> Int {
    var end = place
    while end + 1 < diagonal.count,
      abs(beside[end])
        > max(noise, 0x1p-53 * (abs(diagonal[end]) + abs(diagonal[end + 1])))
    {
      end += 1
    }
    return end
  }

  /// One implicit QL step with Wilkinson's shift on the places of a block.
  private mutating func rotate(from place: Int, to end: Int, _ rows: inout PackedRows) {
    let slope = (diagonal[place + 1] - diagonal[place]) / (2 * beside[place])
    let root = hypot(slope, 1)
    var bulge =
      diagonal[end] - diagonal[place] + beside[place] / (slope + (slope < 0 ? -root : root))
    var (cosine, sine, shift) = (1.0, 1.0, 0.0)
    for i in (place..<end).reversed() {
      let (f, b) = (sine * beside[i], cosine * beside[i])
      let length = hypot(f, bulge)
      beside[i + 1] = length
      guard length > 0 else {
        // The block falls apart here; the next round takes what is left of it.
        diagonal[i + 1] -= shift
        beside[end] = 0
        return
      }
      (sine, cosine) = (f / length, bulge / length)
      let lower = diagonal[i + 1] - shift
      let mixed = (diagonal[i] - lower) * sine + 2 * cosine * b
      shift = sine * mixed
      diagonal[i + 1] = lower + shift
      bulge = cosine * mixed - b
      rows.rotate(i, i + 1, cosine, sine)
    }
    diagonal[place] -= shift
    beside[place] = bulge
    beside[end] = 0
  }
}

extension PackedRows {
  /// Rotates two rows into each other.
  fileprivate mutating func rotate(_ a: Int, _ b: Int, _ cosine: Double, _ sine: Double) {
    let (p, q) = (a * stride, b * stride)
    for i in 0..<stride {
      let (x, y) = (vectors[p + i], vectors[q + i])
      vectors[p + i] = cosine * x - sine * y
      vectors[q + i] = sine * x + cosine * y
    }
  }
}
