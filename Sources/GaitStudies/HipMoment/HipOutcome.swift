import Foundation
import GaitEvaluation
import GaitKernels
import GaitNN

/// The scores of every predictor in both protocols, and how far each is from LSTAM.
struct HipOutcome: Codable, Sendable {
  /// One protocol's.
  struct Part: Codable, Sendable {
    let predictors: [String: HipScores]
    /// LSTAM's error minus each predictor's, person by person.
    let differences: [String: HipDifference]

    enum CodingKeys: String, CodingKey {
      case predictors
      case differences = "lstam_minus"
    }
  }

  let withinSubject, unseenPeople: Part
  /// The parameters of each network.
  let parameters: [String: Int]

  enum CodingKeys: String, CodingKey {
    case parameters
    case withinSubject = "within_subject"
    case unseenPeople = "unseen_people"
  }

  init(_ answers: HipAnswers, _ configuration: HipMomentConfiguration) throws {
    withinSubject = try Part(answers.sheets[.withinSubject] ?? .init(), configuration)
    unseenPeople = try Part(answers.sheets[.unseenPeople] ?? .init(), configuration)
    var parameters: [String: Int] = [:]
    for kind in configuration.kinds {
      var random = RandomSource(seed: 0)
      parameters[kind.rawValue] =
        try HipNetwork(kind, configuration, using: &random).module.parameterCount
    }
    self.parameters = parameters
  }

  subscript(kind: HipProtocol) -> Part {
    switch kind {
    case .withinSubject: withinSubject
    case .unseenPeople: unseenPeople
    }
  }
}

extension HipOutcome.Part {
  fileprivate init(_ sheet: HipAnswers.Sheet, _ configuration: HipMomentConfiguration) throws {
    var scores: [String: HipScores] = [:]
    for (name, seeds) in sheet.predictions {
      scores[name] = try HipScores(seeds, averaged: sheet.averaged(name), configuration)
    }
    predictors = scores
    let lstam = HipNetwork.Kind.lstam.rawValue
    let others = scores.keys.filter { $0 != lstam }.sorted()
    let pairs = others.compactMap { other -> (String, HipDifference)? in
      guard let first = scores[lstam], let second = scores[other] else { return nil }
      return HipDifference(first.rmseOfPeople, minus: second.rmseOfPeople).map { (other, $0) }
    }
    let adjusted = holmAdjusted(pairs.map { $0.1.pValue ?? 1 })
    differences = Dictionary(
      uniqueKeysWithValues: zip(pairs, adjusted).map { pair, p in
        var difference = pair.1
        difference.adjustedP = p
        return (pair.0, difference)
      })
  }
}

/// The scores of one predictor in one protocol.
struct HipScores: Codable, Sendable {
  /// Over all scored frames, seed by seed.
  let seeds: [TaskScores]
  /// The variance accounted for over all scored frames, seed by seed.
  let varianceAccountedFor: [Double]
  /// Of the mean over the seeds' predictions.
  let averaged: PredictorScores
  /// Each person's root-mean-square error, its mean over the seeds, N m/kg.
  let rmseOfPeople: [String: Double]
  /// Each person's coefficient of determination, its mean over the seeds.
  let r2OfPeople: [String: Double]

  enum CodingKeys: String, CodingKey {
    case seeds, averaged
    case varianceAccountedFor = "vaf"
    case rmseOfPeople = "rmse_of_people"
    case r2OfPeople = "r2_of_people"
  }

  init(
    _ seeds: [[LegPrediction]], averaged: [LegPrediction], _ configuration: HipMomentConfiguration
  ) throws {
    let task = HipMomentStudy.taskNames[0]
    let scores = try seeds.map { try PredictorScores($0, configuration) }
    self.seeds = scores.compactMap { $0.tasks[task] }
    self.averaged = try PredictorScores(averaged, configuration)
    varianceAccountedFor = try seeds.map { try Self.varianceAccountedFor($0) }
    func ofPeople(_ value: (TaskScores) -> Double) -> [String: Double] {
      let people = Set(scores.flatMap(\.participants.keys))
      return people.reduce(into: [:]) { result, person in
        let own = scores.compactMap { $0.participants[person]?[task].map(value) }
        result[person] = own.reduce(0, +) / Double(own.count)
      }
    }
    rmseOfPeople = ofPeople(\.rmse)
    r2OfPeople = ofPeople(\.r2)
  }

  private static func varianceAccountedFor(_ predictions: [LegPrediction]) throws -> Double {
    let question = HipMomentConfiguration.question
    var (predicted, measured) = ([Double](), [Double]())
    for prediction in predictions {
      let values = question.values(prediction.leg)[0]
      for frame in question.scoredFrames(of: prediction.leg) {
        predicted.append(prediction.values[0][frame])
        measured.append(values[frame])
      }
    }
    return try RegressionMetric.vaf.value(prediction: predicted, target: measured)
  }

  /// The mean over seeds of a score over all frames.
  func mean(_ value: (TaskScores) -> Double) -> Double {
    seeds.map(value).reduce(0, +) / Double(max(1, seeds.count))
  }
}

/// A difference between two predictors over the people that both were scored on.
struct HipDifference: Codable, Sendable, Equatable {
  /// The mean over people of the difference in root-mean-square error, N m/kg; below zero the first
  /// is better.
  let rmse: Double
  /// The 95 % interval of the mean, by Student's t.
  let lower, upper: Double
  /// The two-sided p value of the paired t test; nil where every difference is equal.
  let pValue: Double?
  /// The same, held against the number of comparisons (Holm).
  var adjustedP: Double?
  /// The people compared.
  let people: Int

  enum CodingKeys: String, CodingKey {
    case rmse, lower, upper, people
    case pValue = "p"
    case adjustedP = "p_holm"
  }

  /// First minus second; nil for fewer than two people.
  init?(_ first: [String: Double], minus second: [String: Double]) {
    let pairs = first.keys.sorted().compactMap { person in
      second[person].map { (first[person] ?? $0, $0) }
    }
    guard pairs.count > 1 else { return nil }
    let interval = MeanInterval(pairs.map { $0.0 - $0.1 })
    rmse = interval.mean
    (lower, upper) = (interval.lower, interval.upper)
    pValue = try? PairedTest.student(pairs.map(\.0), pairs.map(\.1)).pValue
    people = pairs.count
  }
}

/// The mean of numbers that stand for people, with its 95 % interval by Student's t.
struct MeanInterval {
  let mean, deviation, lower, upper: Double

  /// - Precondition: At least one number; of one, the interval is the number.
  init(_ values: [Double]) {
    let count = Double(values.count)
    mean = values.reduce(0, +) / count
    guard values.count > 1 else {
      (deviation, lower, upper) = (0, mean, mean)
      return
    }
    let sum = mean
    deviation = (values.reduce(0) { $0 + ($1 - sum) * ($1 - sum) } / (count - 1)).squareRoot()
    let width =
      StudentDistribution(degreesOfFreedom: count - 1).quantile(0.975) * deviation
      / count.squareRoot()
    (lower, upper) = (mean - width, mean + width)
  }
}
