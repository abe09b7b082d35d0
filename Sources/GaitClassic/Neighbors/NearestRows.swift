import GaitEvaluation

/// The few smallest of a stream of distances, nearest first; of equal ones the earlier is kept.
struct NearestList {
  private(set) var distances: [Double] = []
  private(set) var rows: [Int] = []
  let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    distances.reserveCapacity(capacity + 1)
    rows.reserveCapacity(capacity + 1)
  }

  /// The distance that a newcomer must stay below.
  @inline(__always)
  var limit: Double { distances.count < capacity ? .infinity : distances[capacity - 1] }

  mutating func insert(_ distance: Double, row: Int) {
    var place = distances.count
    distances.append(distance)
    rows.append(row)
    while place > 0, distances[place - 1] > distance {
      distances[place] = distances[place - 1]
      rows[place] = rows[place - 1]
      place -= 1
    }
    distances[place] = distance
    rows[place] = row
    if distances.count > capacity {
      distances.removeLast()
      rows.removeLast()
    }
  }
}

/// The Euclidean neighbours of rows among training rows, by comparing with all of them.
struct NearestRows: Sendable {
  let training: PackedRows

  init(_ table: Matrix) { training = PackedRows(table) }

  /// The nearest training rows of each row, with squared distances.
  func search(_ table: Matrix, count: Int, threads: Int) -> [NearestList] {
    let queries = PackedRows(table)
    let band = 64
    let parts = try? parallelMap(count: (table.rowCount + band - 1) / band, threads: threads) {
      part in
      let rows = part * band..<min(table.rowCount, (part + 1) * band)
      var found = rows.map { _ in NearestList(capacity: count) }
      // A tile of training rows stays in the cache while all rows of the band pass over it.
      for start in stride(from: 0, to: training.rowCount, by: 256) {
        for place in found.indices {
          for other in start..<min(training.rowCount, start + 256) {
            let distance = squaredDistance(queries, rows.lowerBound + place, training, other)
            if distance < found[place].limit { found[place].insert(distance, row: other) }
          }
        }
      }
      return found
    }
    return (parts ?? []).flatMap(\.self)
  }
}

/// How much each neighbour counts.
public enum NeighborWeighting: String, Hashable, Sendable, Codable {
  /// All the same.
  case uniform

  /// The inverse of their distance; neighbours at distance zero alone, if there are any.
  case inverseDistance

  func weights(_ nearest: NearestList) -> [Double] {
    let distances = nearest.distances.map { $0.squareRoot() }
    switch self {
    case .uniform: return distances.map { _ in 1 }
    case .inverseDistance:
      if distances.contains(0) { return distances.map { $0 == 0 ? 1 : 0 } }
      return distances.map { 1 / $0 }
    }
  }
}
