import GaitClassic
import GaitData
import GaitEvaluation
import GaitKernels
import GaitNN
import GaitTensor
import GaitTraining

/// What is found in the same numbers without the answers: groups, axes and codes.
///
/// All rows are used at once, because no answer is; the agreement with the answers is counted
/// afterwards.
struct RehabGroups: Codable, Sendable {
  /// One way to group the patients.
  struct Grouping: Codable, Sendable {
    let name: String
    let groups: Int
    /// Rows in no group.
    let noise: Int
    let adjustedRandIndex: Double
    let mutualInformation: Double
    /// Nil where there is one group only.
    let silhouette: Double?
  }

  let groupings: [Grouping]
  /// The sum of squares within one group, two groups and so on.
  let withinSquares: [Double]
  /// The mean silhouette of two groups, three groups and so on.
  let silhouettes: [Double]
  /// Shares of the variance by principal component.
  let shares: [Double]
  /// The first two components of each patient.
  let scatter: [[Double]]
  /// The numbers of a code.
  let codes: Int
  /// The share of the variance that a code leaves, by the autoencoder and by the components.
  let codeError, componentError: Double

  static let largestCount = 8

  /// - Throws: `LearningError`, `MetricError`, and errors of training.
  init(
    _ patients: [RehabPatient], _ configuration: RehabEffectConfiguration, seed: UInt64
  ) throws {
    let raw = Matrix(patients.map(\.row))
    let rows = try RehabPreparation.step.fit(raw).transform(raw)
    let labels = patients.map { $0.isResponder == true ? 1 : 0 }
    let axes = try PCA().fit(rows)
    let components = try axes.transform(rows)
    shares = axes.varianceShares
    scatter = (0..<rows.rowCount).map {
      [components[$0, 0], components.columnCount > 1 ? components[$0, 1] : 0]
    }
    let width = min(configuration.codes, components.columnCount)
    let kept = components.selecting(columns: Array(0..<width))
    codes = width
    let coder = try RehabCoder(rows, configuration, codes: width, seed: seed)
    codeError = coder.unexplained
    componentError = 1 - axes.varianceShares.prefix(width).reduce(0, +)

    func means(_ features: Matrix, _ count: Int) throws -> KMeansClustering {
      try KMeans(clusters: count, starts: 10, seed: seed, threads: 1).fit(features)
    }
    let counts = 1...min(Self.largestCount, rows.rowCount - 1)
    let series = try counts.map { try means(rows, $0) }
    withinSquares = series.map(\.inertia)
    silhouettes = try series.dropFirst().map { try Silhouette(rows, groups: $0.labels).mean }
    var groupings: [Grouping] = []
    for (name, features) in [
      ("k-means, all features", rows), ("k-means, principal components", kept),
      ("k-means, autoencoder", coder.codes),
    ] {
      groupings.append(
        try Grouping(name, try means(features, 2).labels.map(Optional.some), features, labels))
    }
    for (name, features) in [
      ("DBSCAN, principal components", kept), ("DBSCAN, autoencoder", coder.codes),
    ] {
      let found = try DBSCAN(radius: Self.radius(features), minimumRows: 5).fit(features)
      groupings.append(try Grouping(name, found.labels, features, labels))
    }
    self.groupings = groupings
  }

  /// The median distance to the fifth neighbour: half of the rows are cores.
  private static func radius(_ features: Matrix) -> Double {
    let rows = (0..<features.rowCount).map { Array(features.row($0)) }
    let distances = rows.map { row in
      let sorted = rows.map { other in
        zip(row, other).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      }.sorted()
      return sorted[min(5, sorted.count - 1)]
    }.sorted()
    return max(distances[distances.count / 2], 1e-9)
  }
}

extension RehabGroups.Grouping {
  /// A row in no group counts as a group of its own kind; it has no silhouette.
  init(_ name: String, _ groups: [Int?], _ features: Matrix, _ labels: [Int]) throws {
    self.name = name
    self.groups = Set(groups.compactMap(\.self)).count
    noise = groups.count { $0 == nil }
    let agreement = try PartitionAgreement(groups.map { $0 ?? -1 }, labels)
    adjustedRandIndex = agreement.adjustedRandIndex
    mutualInformation = agreement.normalizedMutualInformation
    let placed = groups.indices.filter { groups[$0] != nil }
    silhouette =
      try self.groups > 1
      ? Silhouette(
        features.selecting(rows: placed), groups: placed.compactMap { groups[$0] }
      ).mean : nil
  }
}

/// An autoencoder of rows: two layers to a code and two back.
struct RehabCoder {
  /// The code of each row.
  let codes: Matrix
  /// The share of the variance that the reconstruction leaves.
  let unexplained: Double

  /// Trains on the rows themselves.
  ///
  /// - Throws: Errors of training.
  init(
    _ rows: Matrix, _ configuration: RehabEffectConfiguration, codes: Int, seed: UInt64
  ) throws {
    var random = RandomSource(seed: seed &+ 0xC0DE)
    let width = rows.columnCount
    let encoder = Perceptron(inputs: width, hidden: 32, outputs: codes, using: &random)
    let decoder = Perceptron(inputs: codes, hidden: 32, outputs: width, using: &random)
    let module = ModuleGroup([("encoder", encoder), ("decoder", decoder)])
    let table = Tensor(rows.values.map(Float.init), shape: [rows.rowCount, width])
    var trainer = Trainer(optimizer: Adam(learningRate: 3e-3))
    trainer.schedule = .cosine(warmUpSteps: 10, finalShare: 0.05)
    trainer.seed = seed
    try trainer.fit(
      module, on: RehabRows(table: table, seed: seed), epochs: configuration.codeEpochs,
      loss: { batch, _ in
        let error = decoder(encoder(batch)) - batch
        return (error * error).sum() / Scalar(error.count)
      })
    let found = encoder(table)
    let error = decoder(found).elements
    let squares = zip(error, rows.values).reduce(0.0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
    }
    // The rows have been scaled: each column's mean is zero.
    let total = rows.values.reduce(0) { $0 + $1 * $1 }
    unexplained = total > 0 ? squares / total : 0
    self.codes = Matrix(
      rows: rows.rowCount, columns: codes, values: found.elements.map(Double.init))
  }
}

/// Rows of a table in a new order in each epoch.
private struct RehabRows: Batches {
  let table: Tensor
  let seed: UInt64
  private static let size = 32

  init(table: Tensor, seed: UInt64) {
    self.table = table
    self.seed = seed
  }

  var stepsPerEpoch: Int { max(1, table.shape[0] / Self.size) }

  func batch(step: Int, epoch: Int) -> Tensor {
    var random = RandomSource(seed: seed ^ 0xA0_7003 &+ UInt64(epoch))
    let (count, width) = (table.shape[0], table.shape[1])
    let order = (0..<count).shuffled(using: &random)
    let chosen = order[step * Self.size..<min((step + 1) * Self.size, count)]
    let elements = table.elements
    return Tensor(
      chosen.flatMap { elements[$0 * width..<($0 + 1) * width] }, shape: [chosen.count, width])
  }
}
