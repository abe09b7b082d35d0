import Foundation
import GaitEvaluation

/// Networks on the same folds: what each gains by knowing the person, and how far each is from the
/// first one.
struct NetworkComparison: Codable, Sendable {
  /// A difference between two predictors over the people both were scored on.
  struct Difference: Codable, Sendable, Equatable {
    /// The mean over people of the difference in R2.
    let meanR2: Double
    /// The 95 % interval of the mean, by Student's t.
    let lower, upper: Double
    /// The two-sided p value of the paired t test; absent where every difference is equal.
    let pValue: Double?
    /// The people compared.
    let people: Int

    enum CodingKeys: String, CodingKey {
      case lower, upper, people
      case meanR2 = "mean_r2"
      case pValue = "p"
    }

    /// First minus second; nil for fewer than two people.
    init?(_ first: PredictorScores, minus second: PredictorScores, task: String) {
      let people = Set(first.participants.keys).intersection(second.participants.keys).sorted()
      let pairs = people.compactMap { person -> (Double, Double)? in
        guard let a = first.participants[person]?[task]?.r2,
          let b = second.participants[person]?[task]?.r2
        else { return nil }
        return (a, b)
      }
      guard pairs.count > 1 else { return nil }
      let differences = pairs.map { $0.0 - $0.1 }
      let count = Double(pairs.count)
      let mean = differences.reduce(0, +) / count
      let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      let width =
        StudentDistribution(degreesOfFreedom: count - 1).quantile(0.975)
        * (variance / count).squareRoot()
      meanR2 = mean
      (lower, upper) = (mean - width, mean + width)
      pValue = try? PairedTest.student(pairs.map(\.0), pairs.map(\.1)).pValue
      self.people = pairs.count
    }
  }

  /// The scores of each network.
  let networks: [String: PredictorScores]
  /// What each gains by the person's features, by network and task.
  let gainByPerson: [String: [String: Difference]]

  enum CodingKeys: String, CodingKey {
    case networks
    case gainByPerson = "gain_by_person"
  }

  /// Compares networks; one whose name ends in `-person` is paired with the one without.
  init(_ scores: [String: PredictorScores], _ question: LegQuestion) {
    networks = scores
    var gains: [String: [String: Difference]] = [:]
    for (name, own) in scores {
      guard let informed = scores[name + LegNetwork.Kind.personSuffix] else { continue }
      for task in question.taskNames {
        gains[name, default: [:]][task] = Difference(informed, minus: own, task: task)
      }
    }
    gainByPerson = gains
  }

  /// One line for each network and one for each gain.
  func markdown(_ question: LegQuestion) -> String {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    func text(_ value: Double?) -> String {
      value.map { String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), $0) } ?? "-"
    }
    var lines = [
      "Comparison of networks on folds of several people, \(question.scoredFrames): R2 over all "
        + "frames; `\(LegNetwork.Kind.personSuffix)` knows knee alignment and affected side.",
      "", row(["network"] + question.taskNames.map(ReportWords.of)),
      row(["---"] + question.taskNames.map { _ in "---" }),
    ]
    for (name, scores) in networks.sorted(by: { $0.key < $1.key }) {
      lines.append(row([name] + question.taskNames.map { text(scores.tasks[$0]?.r2) }))
    }
    lines += [
      "",
      "Gain by knowing the person: mean over people of the difference in R2, with its 95 % "
        + "interval and the p value of the paired t test.",
      "", row(["network", "task", "gain", "interval", "p"]),
      row(["---", "---", "---", "---", "---"]),
    ]
    for (name, gains) in gainByPerson.sorted(by: { $0.key < $1.key }) {
      for task in question.taskNames {
        guard let gain = gains[task] else { continue }
        lines.append(
          row([
            name, ReportWords.of(task), text(gain.meanR2),
            "\(text(gain.lower)) to \(text(gain.upper))",
            text(gain.pValue),
          ]))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
