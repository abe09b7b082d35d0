import GaitEvaluation

/// Groups rows around centres so that squared distances to the own centre are small.
///
/// Lloyd's iterations from k-means++ starts (Arthur and Vassilvitskii 2007), with the bounds of
/// Elkan (2003, ICML 20:147-153) that skip distances which cannot matter; the
/// result is that of computing them all.
public struct KMeans: Hashable, Sendable, Codable {
  /// The number of groups.
  public var clusters: Int

  /// The number of starts, of which the best result is kept.
  public var starts: Int

  /// The most iterations per start.
  public var maximumIterations: Int

  /// Stop when centres move less than this share of the mean variance of columns (squared).
  public var tolerance: Double

  /// Determines the starts.
  public var seed: UInt64

  /// The number of threads, `nil` for one per processor; the result does not depend on it.
  public var threads: Int?

  /// Clustering with scikit-learn's defaults.
  public init(
    clusters: Int = 8, starts: Int = 1, maximumIterations: Int = 300, tolerance: Double = 1e-4,
    seed: UInt64 = 0, threads: Int? = nil
  ) {
    self.clusters = clusters
    self.starts = starts
    self.maximumIterations = maximumIterations
    self.tolerance = tolerance
    self.seed = seed
    self.threads = threads
  }

  /// Groups the rows of a table.
  ///
  /// - Parameter features: One row per observation.
  /// - Returns: The best of all starts.
  /// - Throws: `LearningError` for fewer rows than groups or entries that are not finite.
  public func fit(_ features: Matrix) throws -> KMeansClustering {
    try check(features)
    let rows = PackedRows(features)
    let results = try (0..<starts).map { start in
      var random = SeededGenerator(seed: seed, stream: UInt64(start))
      let centres = plusPlusCentres(rows, &random)
      return try lloyd(rows, features, from: centres)
    }
    var best = results[0]
    for result in results where result.inertia < best.inertia { best = result }
    return best
  }

  /// Groups the rows of a table from given centres.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - centres: The centres to start from, [clusters, features].
  /// - Returns: The result of that start.
  /// - Throws: `LearningError` for fewer rows than groups or centres of another shape.
  public func fit(_ features: Matrix, from centres: Matrix) throws -> KMeansClustering {
    try check(features)
    try checkOption(
      "KMeans", "centres", "\(centres.rowCount) rows of \(centres.columnCount)",
      "\(clusters) rows of \(features.columnCount)",
      centres.rowCount == clusters && centres.columnCount == features.columnCount)
    return try lloyd(PackedRows(features), features, from: PackedRows(centres))
  }

  private func check(_ features: Matrix) throws {
    try checkOption("KMeans", "clusters", clusters, "at least 1", clusters >= 1)
    try checkOption("KMeans", "starts", starts, "at least 1", starts >= 1)
    try checkOption(
      "KMeans", "maximumIterations", maximumIterations, "at least 1", maximumIterations >= 1)
    try checkThreads("KMeans", threads)
    try checkTable("KMeans", features, rows: clusters)
  }

  private func lloyd(
    _ rows: PackedRows, _ table: Matrix, from start: PackedRows
  ) throws -> KMeansClustering {
    let threads = threads ?? availableThreads
    let spreads = columnMeansAndSpreads(table).spreads
    let limit = tolerance * arithmeticMean(spreads.map { $0 * $0 })
    var centres = start
    let size = 1024
    var bands = Swift.stride(from: 0, to: rows.rowCount, by: size).map {
      ElkanBand(rows: $0..<min(rows.rowCount, $0 + size))
    }
    var iterations = 0
    var isSettled = false
    while iterations < maximumIterations, !isSettled {
      iterations += 1
      let geometry = CentreGeometry(centres)
      bands = try parallelMap(count: bands.count, threads: threads) { [bands, centres] in
        bands[$0].assigned(rows, centres, geometry)
      }
      let moved = newCentres(bands, rows, centres)
      let shifts = (0..<clusters).map { shift(centres, moved, $0) }
      isSettled =
        bands.allSatisfy { !$0.hasChanged } || shifts.reduce(0) { $0 + $1 * $1 } <= limit
      centres = moved
      bands = try parallelMap(count: bands.count, threads: threads) { [bands] in
        var band = bands[$0]
        band.loosen(shifts)
        return band
      }
    }
    // Labels must belong to the final centres.
    bands = try parallelMap(count: bands.count, threads: threads) { [bands, centres] in
      var fresh = ElkanBand(rows: bands[$0].rows)
      fresh = fresh.assigned(rows, centres, CentreGeometry(centres))
      return fresh
    }
    let inertia = bands.reduce(0) { sum, band in
      band.rows.reduce(sum) {
        $0 + squaredDistance(rows, $1, centres, band.labels[$1 - band.rows.lowerBound])
      }
    }
    var found = Matrix(rows: clusters, columns: rows.columnCount)
    for k in 0..<clusters { for j in 0..<rows.columnCount { found[k, j] = centres[k, j] } }
    return KMeansClustering(
      centres: found, labels: bands.flatMap(\.labels), inertia: inertia, iterations: iterations)
  }
}

/// The result of k-means.
public struct KMeansClustering: Hashable, Sendable, Codable {
  /// The centre of each group, [clusters, features].
  public let centres: Matrix

  /// The group of each row.
  public let labels: [Int]

  /// The sum of squared distances of rows to their centres (WCSS).
  public let inertia: Double

  /// The number of iterations of the start that was kept.
  public let iterations: Int

  /// The group whose centre is nearest to each row of another table.
  ///
  /// - Parameter features: A table with as many columns as the centres.
  /// - Returns: One group per row.
  /// - Throws: `LearningError` when the table does not fit.
  public func predict(_ features: Matrix) throws -> [Int] {
    try checkColumns("KMeans", features, expected: centres.columnCount)
    return NearestRows(centres).search(features, count: 1, threads: 1).map { $0.rows[0] }
  }
}
