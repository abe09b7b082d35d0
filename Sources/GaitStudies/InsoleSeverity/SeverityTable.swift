import Foundation

/// The study's table: each predictor on people it has not seen.
struct SeverityTable {
  private let scores: [String: SeverityScores]
  private let people: [SeverityPerson]
  private let folds: Int

  init(_ scores: [String: SeverityScores], _ people: [SeverityPerson], folds: Int) {
    self.scores = scores
    self.people = people
    self.folds = folds
  }

  /// The tables in Markdown, one a task.
  var markdown: String {
    SeverityTask.allCases.map(section).joined(separator: "\n")
  }

  private func section(_ task: SeverityTask) -> String {
    let main = SeverityScores.mainMetric(task)
    let rest =
      task.isYesOrNo
      ? ["accuracy", "balanced_accuracy", "sensitivity", "specificity", "brier"]
      : ["rmse", "mae", "pearson"]
    let count = people.count { $0.target(task) != nil }
    var lines = [
      "**\(task.rawValue)**, \(count) people in \(folds) folds, none in training and test at once; "
        + "\(main) over all, its 95 % interval over people, mean ± deviation over folds and seeds"
        + (task.isYesOrNo ? "; threshold calibrated in training people." : "."), "",
      "| predictor | \(main) | 95 % | by fold | by seed | " + rest.joined(separator: " | ") + " |",
      "|" + String(repeating: "---|", count: 5 + rest.count),
    ]
    for (name, score) in scores.sorted(by: { $0.key < $1.key }) {
      guard let own = score.tasks[task.rawValue] else { continue }
      let ends = score.intervals[task.rawValue] ?? []
      let cells =
        [
          name, Self.text(own[main]), ends.map { Self.text($0) }.joined(separator: " to "),
          Self.spread(score.folds[task.rawValue]), Self.spread(score.seeds[task.rawValue]),
        ] + rest.map { Self.text(own[$0]) }
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func spread(_ values: [Double]?) -> String {
    guard let values, values.count > 1 else { return "" }
    return "\(text(Statistic.mean(values))) ± \(text(Statistic.sampleDeviation(values)))"
  }

  private static func text(_ value: Double?) -> String {
    guard let value else { return "" }
    let text = String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), value)
    return text == "-0.000" ? "0.000" : text
  }

  /// Each person's answers and every predictor's, as comma-separated text.
  static func predictions(
    _ people: [SeverityPerson], folds: [Int], _ predictions: [String: [[Double]]]
  ) -> String {
    let names = predictions.keys.sorted()
    var text = "participant,fold,task,measured" + names.map { ",\($0)" }.joined() + "\n"
    for (row, person) in people.enumerated() {
      for task in SeverityTask.allCases {
        let name = person.id.rawValue.replacing("\"", with: "\"\"")
        text += "\"\(name)\",\(folds[row] + 1),\(task.rawValue),"
        text += person.target(task).map { "\($0)" } ?? ""
        for name in names {
          text += predictions[name].map { ",\(Float($0[row][task.index]))" } ?? ","
        }
        text += "\n"
      }
    }
    return text
  }
}
