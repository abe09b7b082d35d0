import Foundation
import GaitRecords

/// What the generators of one fold made for the people that they had not seen.
struct SimulationFold: Sendable {
  typealias PersonScores = [(person: String, score: Double, isAffected: Bool)]

  /// One generator's part.
  struct Part: Sendable {
    let name: String
    /// As many strides as the configuration says for each real one, in their order.
    let strides: [[Float]]
    let novelty: StrideNovelty
    /// Scores of real people by a classifier that has seen synthetic strides only.
    let fromSynthetic: PersonScores
    /// The same by one that has seen real and synthetic strides of the training people.
    let fromBoth: PersonScores
  }

  let test: StrideSet
  let parts: [Part]
  /// Scores of real people by a classifier that has seen real strides of the training people.
  let fromReal: PersonScores

  init(
    _ generators: FittedGenerators, training: StrideSet, test: StrideSet,
    _ configuration: GaitSimulationConfiguration, seed: UInt64
  ) throws {
    self.test = test
    let threshold = generators.threshold
    let conditions = generators.conditions
    let real = training.strides.map(\.loads)
    func scores(_ loads: [[Float]], _ conditions: [StrideCondition]) throws -> PersonScores {
      let transfer = try StrideTransfer(
        loads, conditions, layout: training, threshold: threshold, trees: configuration.trees,
        seed: seed)
      return try transfer?.scores(test) ?? []
    }
    fromReal = try scores(real, conditions)
    parts = try generators.all.map { generator in
      let asked = test.strides.flatMap {
        Array(repeating: $0.condition, count: configuration.drawsPerStride)
      }
      let made = try generator.draw(asked, seed: seed)
      let drawn = try generator.draw(conditions, seed: seed &+ 0x51)
      return Part(
        name: type(of: generator).name, strides: made,
        novelty: StrideNovelty(synthetic: made, training: training.strides, other: test.strides),
        fromSynthetic: try scores(drawn, conditions),
        fromBoth: try scores(real + drawn, conditions + conditions))
    }
  }
}

/// The folds together.
struct SimulationOutcome: Sendable {
  /// Scores by generator, task and metric.
  let models: [String: [String: [String: Double]]]
  /// Everybody's strides, in the order of the folds.
  let real: StrideSet
  /// The strides made for them, by generator.
  let synthetic: [String: [[Float]]]

  init(_ folds: [SimulationFold], _ configuration: GaitSimulationConfiguration, _ seed: UInt64)
    throws
  {
    precondition(!folds.isEmpty, "SimulationOutcome: no fold")
    real = StrideSet(layout: folds[0].test.layout, strides: folds.flatMap(\.test.strides))
    var models: [String: [String: [String: Double]]] = [:]
    var synthetic: [String: [[Float]]] = [:]
    let fromReal = try StrideTransfer.area(folds.flatMap(\.fromReal))
    for index in folds[0].parts.indices {
      let parts = folds.map { $0.parts[index] }
      let name = parts[0].name
      let made = parts.flatMap(\.strides)
      synthetic[name] = made
      var metrics = StrideFidelity(real, made).metrics
      metrics["realism"] = [
        "auc": try StrideRealism.area(real, made, trees: configuration.trees, seed: seed)
      ]
      var transfer: [String: Double] = [:]
      transfer["auc_real"] = fromReal
      transfer["auc_synthetic"] = try StrideTransfer.area(parts.flatMap(\.fromSynthetic))
      transfer["auc_both"] = try StrideTransfer.area(parts.flatMap(\.fromBoth))
      metrics["transfer"] = transfer
      let count = Double(parts.count)
      metrics["novelty"] = [
        "distance_ratio": parts.reduce(0) { $0 + $1.novelty.ratio } / count,
        "copy_share": parts.reduce(0) { $0 + $1.novelty.copyShare } / count,
      ]
      models[name] = metrics
    }
    self.models = models
    self.synthetic = synthetic
  }
}
