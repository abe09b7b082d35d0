import GaitClassic

/// Turns raw numbers into probabilities and joins predictors, as training people taught.
///
/// Each predictor's numbers for `parkinson` go through a logistic curve (Platt 1999) that was fitted
/// to training people whom the predictor had not seen, so that one half is a fair threshold for new
/// people. The ensemble is the mean of its members, of their logits for yes or no.
struct SeverityCalibration: Codable, Sendable {
  static let fileName = "calibration.json"
  static let ensembleName = "ensemble"

  private var curves: [String: PlattScaling] = [:]

  /// Fits the curves.
  ///
  /// - Parameters:
  ///   - sheet: Numbers of training people from predictors that had not seen them.
  ///   - people: These people.
  ///   - configuration: Who is in the ensemble.
  /// - Throws: `LearningError` where all of them have one answer.
  init(
    _ sheet: SeveritySheet, _ people: [SeverityPerson],
    _ configuration: InsoleSeverityConfiguration
  ) throws {
    let place = SeverityTask.parkinson.index
    let known = people.indices.filter { people[$0].target(.parkinson) != nil }
    let isPositive = known.map { (people[$0].target(.parkinson) ?? 0) > 0.5 }
    for (name, rows) in sheet.numbers {
      curves[name] = try PlattScaling(
        decisionValues: known.map { rows[$0][place] }, isPositive: isPositive)
    }
    let joined = ensemble(sheet, configuration)
    curves[Self.ensembleName] = try PlattScaling(
      decisionValues: known.map { joined[$0][place] }, isPositive: isPositive)
  }

  /// Probabilities and quantities of every predictor and of the ensemble, by person and task.
  func apply(
    _ sheet: SeveritySheet, _ configuration: InsoleSeverityConfiguration
  ) -> [String: [[Double]]] {
    var result = sheet.numbers
    result[Self.ensembleName] = ensemble(sheet, configuration)
    let place = SeverityTask.parkinson.index
    for (name, rows) in result {
      guard let curve = curves[name] else { continue }
      result[name] = rows.map { row in
        var row = row
        row[place] = curve.probability(row[place])
        return row
      }
    }
    return result
  }

  /// The means of the members: logits of yes or no, and quantities.
  private func ensemble(
    _ sheet: SeveritySheet, _ configuration: InsoleSeverityConfiguration
  ) -> [[Double]] {
    let count = sheet.numbers.values.first?.count ?? 0
    return (0..<count).map { person in
      SeverityTask.allCases.map { task in
        let values = configuration.settings(task).ensemble.compactMap { name -> Double? in
          guard let number = sheet.numbers[name]?[person][task.index] else { return nil }
          return task.isYesOrNo
            ? curves[name].map { -($0.slope * number + $0.offset) } : number
        }
        return values.isEmpty ? 0 : Statistic.mean(values)
      }
    }
  }
}
