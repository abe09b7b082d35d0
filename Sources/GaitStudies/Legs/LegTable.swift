import Foundation

/// The study's table: each predictor on people it has not seen.
struct LegTable {
  private let scores: [String: PredictorScores]
  private let question: LegQuestion

  init(_ scores: [String: PredictorScores], _ question: LegQuestion) {
    self.scores = scores
    self.question = question
  }

  /// The table in Markdown: R2 over all frames, its mean and spread over people, and errors.
  var markdown: String {
    var lines = [
      "Leave-one-subject-out, \(question.scoredFrames); R2 over all frames, over those of "
        + "contacts that stand on the plate as a whole, and mean and standard deviation over people; RMSE in \(question.unit); nRMSE over the measured range; Pearson r.",
      "",
      "| predictor | task | R2 | R2 full contacts | R2 by person | RMSE | nRMSE | r | frames |",
      "|---|---|---|---|---|---|---|---|---|",
    ]
    for (name, score) in scores.sorted(by: { $0.key < $1.key }) {
      for task in question.taskNames {
        guard let own = score.tasks[task] else { continue }
        let people = score.participants.values.compactMap { $0[task]?.r2 }
        let cells = [
          name, ReportWords.of(task), Self.text(own.r2),
          score.fullContacts[task].map { Self.text($0.r2) } ?? "-",
          "\(Self.text(Self.mean(people))) ± \(Self.text(Self.deviation(people)))",
          Self.text(own.rmse), Self.text(own.nrmseRange), Self.text(own.pearson), "\(own.frames)",
        ]
        lines.append("| " + cells.joined(separator: " | ") + " |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = mean(values)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(max(1, values.count - 1))).squareRoot()
  }

  private static func text(_ value: Double) -> String {
    let text = String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), value)
    return text == "-0.000" ? "0.000" : text
  }
}
