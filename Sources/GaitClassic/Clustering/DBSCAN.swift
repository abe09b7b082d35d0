import GaitEvaluation

/// Groups rows that lie densely, and leaves the others out as noise.
///
/// Ester, Kriegel, Sander and Xu 1996, with scikit-learn's conventions: a row is a core if at
/// least `minimumRows` rows, itself included, lie within `radius`; groups are numbered in the
/// order of their first core, and a border row joins the first group that reaches it.
public struct DBSCAN: Hashable, Sendable, Codable {
  /// The largest Euclidean distance between neighbours.
  public var radius: Double

  /// The fewest neighbours of a core, itself included.
  public var minimumRows: Int

  /// Clustering with scikit-learn's defaults.
  public init(radius: Double = 0.5, minimumRows: Int = 5) {
    self.radius = radius
    self.minimumRows = minimumRows
  }

  /// Groups the rows of a table.
  ///
  /// - Parameter features: One row per observation.
  /// - Returns: The group of each row, `nil` for noise, and which rows are cores.
  /// - Throws: `LearningError` for no rows, entries that are not finite or a bad option.
  public func fit(_ features: Matrix) throws -> DBSCANClustering {
    try checkTable("DBSCAN", features)
    try checkOption("DBSCAN", "radius", radius, "above 0", radius > 0)
    try checkOption("DBSCAN", "minimumRows", minimumRows, "at least 1", minimumRows >= 1)
    let rows = PackedRows(features)
    let neighbors = try parallelMap(count: rows.rowCount, threads: availableThreads) { row in
      (0..<rows.rowCount).filter { squaredDistance(rows, row, rows, $0) <= radius * radius }
    }
    let isCore = neighbors.map { $0.count >= minimumRows }
    var labels: [Int?] = Array(repeating: nil, count: rows.rowCount)
    var groups = 0
    for seed in 0..<rows.rowCount where isCore[seed] && labels[seed] == nil {
      var reached = [seed]
      labels[seed] = groups
      while let row = reached.popLast() {
        guard isCore[row] else { continue }
        for neighbor in neighbors[row] where labels[neighbor] == nil {
          labels[neighbor] = groups
          reached.append(neighbor)
        }
      }
      groups += 1
    }
    return DBSCANClustering(labels: labels, isCore: isCore, groupCount: groups)
  }
}

/// The result of DBSCAN.
public struct DBSCANClustering: Hashable, Sendable, Codable {
  /// The group of each row, `nil` for noise.
  public let labels: [Int?]

  /// Whether each row is a core.
  public let isCore: [Bool]

  /// The number of groups.
  public let groupCount: Int
}
