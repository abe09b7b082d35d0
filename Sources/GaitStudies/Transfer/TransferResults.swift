import Foundation
import GaitEvaluation

/// Error against the number of target strides, of a transferred network beside one from scratch.
struct TransferResults: Codable, Sendable {
  /// A mean over people with its 95 % interval.
  struct Estimate: Codable, Sendable, Equatable {
    let mean: Double
    let lower, upper: Double?
    let people: Int

    init(_ values: [Double]) {
      let own = PeopleStatistics(values)
      mean = own.mean
      lower = own.interval?.lowerBound
      upper = own.interval?.upperBound
      people = own.count
    }
  }

  /// One number of strides of one target.
  struct Row: Codable, Sendable, Equatable {
    let target: String
    let strides: Int
    /// The root-mean-square error, the mean over tasks and seeds.
    let transferred: Estimate
    /// Absent for no strides, from which nothing can be learned.
    let scratch: Estimate?
    /// Transferred minus scratch, person by person: below zero where transfer helps.
    let difference: Estimate?
    /// The two-sided p value of the paired t test.
    let pValue: Double?
    /// The difference of each seed alone.
    let differenceBySeed: [Double]
    /// The errors of each task, transferred and from scratch.
    let tasks: [String: [String: Double]]

    enum CodingKeys: String, CodingKey {
      case target, strides, transferred, scratch, difference, tasks
      case pValue = "p"
      case differenceBySeed = "difference_by_seed"
    }
  }

  /// Whether nobody was measured.
  let synthetic: Bool
  let unit: String
  let rows: [Row]

  /// Joins the errors of all folds and seeds.
  init(_ errors: [TransferErrors], _ question: LegQuestion, isSynthetic: Bool) {
    synthetic = isSynthetic
    unit = question.unit
    let keys = Set(
      errors.flatMap { $0.entries.map { Key(target: $0.target, strides: $0.strides) } })
    rows = keys.sorted { ($0.target, $0.strides) < ($1.target, $1.strides) }.map { key in
      Self.row(key, errors, question.taskNames)
    }
  }

  private struct Key: Hashable {
    let target: String
    let strides: Int
  }

  private static func row(
    _ key: Key, _ errors: [TransferErrors], _ taskNames: [String]
  ) -> Row {
    /// By seed, person and task.
    func gathered(_ arm: TransferErrors.Arm) -> [Int: [String: [Double]]] {
      errors.reduce(into: [:]) { result, own in
        for entry in own.entries
        where entry.target == key.target && entry.strides == key.strides && entry.arm == arm {
          result[own.seed, default: [:]].merge(entry.people) { $1 }
        }
      }
    }
    /// The mean over seeds and tasks of each person.
    func means(_ seeds: [Int: [String: [Double]]]) -> [String: Double] {
      let people = Set(seeds.values.flatMap(\.keys))
      return Dictionary(
        uniqueKeysWithValues: people.map { person in
          let own = seeds.sorted { $0.key < $1.key }.compactMap { $0.value[person] }
          return (person, PeopleStatistics(own.flatMap { $0 }).mean)
        })
    }
    func taskMeans(_ seeds: [Int: [String: [Double]]], _ task: Int) -> Double {
      PeopleStatistics(
        seeds.sorted { $0.key < $1.key }.flatMap { _, people in
          people.sorted { $0.key < $1.key }.map { $0.value[task] }
        }
      ).mean
    }
    let (transferred, scratch) = (gathered(.transferred), gathered(.scratch))
    let (own, other) = (means(transferred), means(scratch))
    let people = own.keys.filter { other[$0] != nil }.sorted()
    let pairs = people.compactMap { person in other[person].map { (own[person] ?? .nan, $0) } }
    let bySeed = scratch.keys.sorted().map { seed in
      let (a, b) = (means([seed: transferred[seed] ?? [:]]), means([seed: scratch[seed] ?? [:]]))
      return PeopleStatistics(
        a.keys.sorted().compactMap { key in b[key].map { a[key, default: .nan] - $0 } }
      )
      .mean
    }
    var tasks: [String: [String: Double]] = [:]
    for (task, name) in taskNames.enumerated() {
      tasks[name] = ["transferred": taskMeans(transferred, task)]
      if !scratch.isEmpty { tasks[name]?["scratch"] = taskMeans(scratch, task) }
    }
    return Row(
      target: key.target, strides: key.strides,
      transferred: Estimate(own.sorted { $0.key < $1.key }.map(\.value)),
      scratch: pairs.isEmpty ? nil : Estimate(pairs.map(\.1)),
      difference: pairs.isEmpty ? nil : Estimate(pairs.map { $0.0 - $0.1 }),
      pValue: pairs.count > 1
        ? try? PairedTest.student(pairs.map(\.0), pairs.map(\.1)).pValue : nil,
      differenceBySeed: bySeed, tasks: tasks)
  }

  /// The table of the command.
  var markdown: String {
    func text(_ value: Double?) -> String {
      value.map { String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), $0) } ?? "-"
    }
    func text(_ estimate: Estimate?) -> String {
      estimate.map { "\(text($0.mean)) (\(text($0.lower)) to \(text($0.upper)))" } ?? "-"
    }
    var lines = [
      (synthetic ? "Synthetic data: nobody was measured. " : "")
        + "Transfer: RMSE in \(unit) on target walking of people left out, mean over the joints; mean "
        + "over people with its 95 % interval; the difference is transferred minus scratch, paired.",
      "", "| target | strides | transferred | from scratch | difference | p |",
      "|---|---|---|---|---|---|",
    ]
    lines += rows.map {
      "| \($0.target) | \($0.strides) | \(text($0.transferred)) | \(text($0.scratch)) | "
        + "\(text($0.difference)) | \(text($0.pValue)) |"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
