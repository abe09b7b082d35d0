import Foundation
import GaitEvaluation

/// What every predictor said of the people that it had not seen, fold by fold, and what follows.
struct RecoveryAnswers: Sendable {
  /// Predictions by predictor.
  private(set) var predictions: [String: [RecoveryPrediction]] = [:]
  /// The fold of each person.
  private let folds: [String: Int]
  let cases: [RecoveryCase]
  private let configuration: AnkleRecoveryConfiguration
  private let seed: UInt64

  /// One member of ST-AMMFN, which ablations are compared with.
  static let oneMember = "st-ammfn, one member"
  /// The mean of ST-AMMFN, ridge and the support vectors.
  static let ensemble = "ensemble"
  static let ensembleMembers = [
    RecoveryModel.stAMMFN.rawValue, RecoveryLearner.ridge.rawValue,
    RecoveryLearner.supportVectors.rawValue,
  ]
  /// Predictors that ST-AMMFN is held against.
  static let baselines =
    RecoveryLearner.allCases.map(\.rawValue) + RecoveryModel.otherNetworks.map(\.rawValue)

  init(
    _ cases: [RecoveryCase], folds: [String: Int], _ configuration: AnkleRecoveryConfiguration,
    seed: UInt64
  ) {
    self.cases = cases
    self.folds = folds
    self.configuration = configuration
    self.seed = seed
  }

  /// Adds a predictor's answers about some people.
  mutating func add(_ predictor: String, _ own: [RecoveryPrediction]) {
    predictions[predictor, default: []] += own
  }

  /// Adds the means over members, and over the ensemble.
  mutating func join(members: [[RecoveryPrediction]]) {
    predictions[RecoveryModel.stAMMFN.rawValue] = Self.means(members)
    predictions[Self.oneMember] = members.first
    predictions[Self.ensemble] = Self.means(
      Self.ensembleMembers.compactMap { predictions[$0] })
  }

  /// The mean of predictors by person, of people whom all of them predict.
  static func means(_ predictors: [[RecoveryPrediction]]) -> [RecoveryPrediction] {
    var own: [String: [RecoveryPrediction]] = [:]
    for prediction in predictors.joined() {
      own[prediction.participant, default: []].append(prediction)
    }
    return own.sorted { $0.key < $1.key }.compactMap { _, all in
      all.count == predictors.count ? RecoveryPrediction.mean(all) : nil
    }
  }

  /// Whether a predictor answered for everybody.
  func isComplete(_ predictor: String) -> Bool {
    predictions[predictor]?.count == cases.count
  }

  /// The scores of every predictor, with the coverage of the intervals of those on all folds.
  func scores() throws -> [String: [String: [String: Double]]] {
    var scores: [String: [String: [String: Double]]] = [:]
    for (name, own) in predictions {
      scores[name] = RecoveryScores.metrics(own, cases)
      guard isComplete(name) else { continue }
      for (task, metrics) in try coverage(own) {
        scores[name]?[task, default: [:]].merge(metrics) { _, new in new }
      }
    }
    return scores
  }

  /// Each fold's people in intervals that were calibrated on the other folds' people.
  private func coverage(
    _ predictions: [RecoveryPrediction]
  ) throws -> [String: [String: Double]] {
    var sums: [String: [String: (sum: Double, weight: Double)]] = [:]
    for fold in Set(folds.values).sorted() {
      let others = predictions.filter { folds[$0.participant] != fold }
      let own = predictions.filter { folds[$0.participant] == fold }
      guard let intervals = try RecoveryIntervals(others, cases) else { continue }
      let weight = Double(own.count)
      for (task, metrics) in try intervals.coverage(own, cases) {
        for (metric, value) in metrics {
          let before = sums[task]?[metric] ?? (0, 0)
          sums[task, default: [:]][metric] = (before.sum + weight * value, before.weight + weight)
        }
      }
    }
    return sums.mapValues { $0.mapValues { $0.sum / $0.weight } }
  }

  /// By how much the first predictor's error is below that of each other, on shared people.
  func comparisons(
    of first: String, with others: [String]
  ) throws -> [String: RecoveryComparison] {
    var result: [String: RecoveryComparison] = [:]
    guard let own = predictions[first] else { return [:] }
    for name in others {
      guard let other = predictions[name] else { continue }
      result[name] = try RecoveryComparison(
        own, below: other, cases, resamples: configuration.resamples, seed: seed)
    }
    return result
  }

  /// The scores of ST-AMMFN's first member on the people of the ablations.
  var referenceScores: [String: [String: Double]] {
    let ablated = Set(
      (predictions[RecoveryModel.withoutTime.rawValue] ?? []).map(\.participant))
    return RecoveryScores.metrics(
      (predictions[Self.oneMember] ?? []).filter { ablated.contains($0.participant) }, cases)
  }
}
