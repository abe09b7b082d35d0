import Foundation
import GaitEvaluation

extension KMeans {
  /// Starting centres: each a row drawn in proportion to its squared distance from those before,
  /// the best of a few draws.
  func plusPlusCentres(_ rows: PackedRows, _ random: inout SeededGenerator) -> PackedRows {
    var centres = PackedRows(rows: clusters, columns: rows.columnCount)
    func place(_ k: Int, _ row: Int) {
      for i in 0..<rows.stride {
        centres.vectors[k * rows.stride + i] = rows.vectors[row * rows.stride + i]
      }
    }
    place(0, random.next(below: rows.rowCount))
    var nearest = (0..<rows.rowCount).map { squaredDistance(rows, $0, centres, 0) }
    let trials = 2 + Int(log(Double(clusters)))
    for k in 1..<max(clusters, 1) {
      let total = nearest.reduce(0, +)
      var best: (distances: [Double], sum: Double)?
      var bestRow = 0
      for _ in 0..<trials {
        var left = random.nextUnit() * total
        var row = 0
        while row < rows.rowCount - 1, left >= nearest[row] {
          left -= nearest[row]
          row += 1
        }
        place(k, row)
        let distances = (0..<rows.rowCount).map {
          min(nearest[$0], squaredDistance(rows, $0, centres, k))
        }
        let sum = distances.reduce(0, +)
        if sum < best?.sum ?? .infinity { (best, bestRow) = ((distances, sum), row) }
      }
      place(k, bestRow)
      nearest = best?.distances ?? nearest
    }
    return centres
  }

  /// The mean of each group; an empty group takes the row farthest from its centre.
  func newCentres(
    _ bands: [ElkanBand], _ rows: PackedRows, _ old: PackedRows
  ) -> PackedRows {
    var centres = PackedRows(rows: clusters, columns: rows.columnCount)
    var counts = Array(repeating: 0.0, count: clusters)
    for band in bands {
      for k in 0..<clusters { counts[k] += band.counts[k] }
      for i in centres.vectors.indices { centres.vectors[i] += band.sums[i] }
    }
    let empty = counts.indices.filter { counts[$0] == 0 }
    if !empty.isEmpty { fill(empty, bands, rows, old, &centres, &counts) }
    for k in 0..<clusters where counts[k] > 0 {
      for i in 0..<rows.stride { centres.vectors[k * rows.stride + i] /= counts[k] }
    }
    return centres
  }

  private func fill(
    _ empty: [Int], _ bands: [ElkanBand], _ rows: PackedRows, _ old: PackedRows,
    _ centres: inout PackedRows, _ counts: inout [Double]
  ) {
    let labels = bands.flatMap(\.labels)
    let distances = labels.indices.map { squaredDistance(rows, $0, old, labels[$0]) }
    let farthest = distances.indices.sorted { distances[$0] > distances[$1] }
    for (k, row) in zip(empty, farthest) {
      for i in 0..<rows.stride {
        let entry = rows.vectors[row * rows.stride + i]
        centres.vectors[labels[row] * rows.stride + i] -= entry
        centres.vectors[k * rows.stride + i] = entry
      }
      counts[labels[row]] -= 1
      counts[k] = 1
    }
  }

  /// How far a centre moves.
  func shift(_ old: PackedRows, _ new: PackedRows, _ k: Int) -> Double {
    squaredDistance(old, k, new, k).squareRoot()
  }
}

/// The squared distance of a row of one table from a row of another.
@inline(__always)
func squaredDistance(_ a: PackedRows, _ row: Int, _ b: PackedRows, _ other: Int) -> Double {
  var (even, odd) = (PackedRows.Vector.zero, PackedRows.Vector.zero)
  let (p, q) = (row * a.stride, other * a.stride)
  var i = 0
  while i + 2 <= a.stride {
    let first = a.vectors[p + i] - b.vectors[q + i]
    let second = a.vectors[p + i + 1] - b.vectors[q + i + 1]
    even += first * first
    odd += second * second
    i += 2
  }
  if i < a.stride {
    let last = a.vectors[p + i] - b.vectors[q + i]
    even += last * last
  }
  return (even + odd).sum()
}
