import Foundation
import GaitClassic
import GaitEvaluation
import XCTest

/// What happens when windows of one person stand on both sides, measured on a recording.
///
/// Reads the folder `uci-emg-knee` below the one that the environment variable GAIT_DATA names and
/// prints the figures of `Docs/Gait.docc/ChoosingASplit.md`; skipped without it.
final class RowSplitDemonstration: XCTestCase {
  private struct Windows {
    var features: [[Double]] = []
    var labels: [Int] = []
    var people: [String] = []
  }

  /// Half-second windows, half of each shared with the next, of EMG and knee angle.
  private func windows() throws -> Windows {
    guard let folder = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
      throw XCTSkip("set GAIT_DATA to the folder of recordings")
    }
    let recordings = URL(fileURLWithPath: folder).appendingPathComponent("uci-emg-knee")
    let files = try FileManager.default.contentsOfDirectory(atPath: recordings.path)
      .filter { $0.hasSuffix("_gait.csv") }.sorted()
    var result = Windows()
    for file in files {
      let text = try String(
        contentsOf: recordings.appendingPathComponent(file), encoding: .utf8)
      let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { line in
        line.split(separator: ",").compactMap { Double($0) }
      }.filter { $0.count == 5 }
      for start in stride(from: 0, through: rows.count - 500, by: 250) {
        let part = rows[start..<start + 500]
        var entries: [Double] = []
        for channel in 0..<4 {
          let samples = part.map { $0[channel] }
          let steps = zip(samples, samples.dropFirst()).map { abs($0 - $1) }
          entries.append(samples.map(abs).reduce(0, +) / 500)
          entries.append((samples.map { $0 * $0 }.reduce(0, +) / 500).squareRoot())
          entries.append(steps.reduce(0, +) / 499)
        }
        let angle = part.map { $0[4] }
        entries.append(angle.reduce(0, +) / 500)
        entries.append((angle.max() ?? 0) - (angle.min() ?? 0))
        result.features.append(entries)
        result.labels.append(file.hasPrefix("A") ? 1 : 0)
        result.people.append(String(file.prefix { $0 != "_" }))
      }
    }
    return result
  }

  func testSplittingWindowsInsteadOfPeopleInflatesEveryScore() throws {
    let data = try windows()
    let features = Matrix(data.features)
    let people = Subjects(data.people)
    // The only way to a split by rows: claiming that every window is a person of its own.
    let claimed = Subjects(Array(0..<features.rowCount))
    let isPositive = data.labels.map { $0 == 1 }
    let forest = RandomForestClassifier(treeCount: 300, seed: 1)
    var areas: [Double] = []
    for (name, subjects) in [("by window", claimed), ("by person", people)] {
      let split = StratifiedSubjectKFold(8, labels: data.labels, seed: 1)
      let held = try forest.crossValidatedProbabilities(
        of: 1, features, labels: data.labels, subjects: subjects, split: split)
      let chances = held.predictions
      let area = try SubjectBootstrap(resamples: 1000, seed: 1).interval(subjects: people) {
        rows in
        try ReceiverOperatingCurve(
          scores: rows.map { chances[$0] }, isPositive: rows.map { isPositive[$0] }
        ).area
      }
      let counts = try ConfusionMatrix(
        labels: data.labels, predictions: chances.map { $0 > 0.5 ? 1 : 0 })
      areas.append(area.estimate)
      print(
        "{\"split\":\"\(name)\",\"people\":\(people.count),\"windows\":\(features.rowCount),"
          + "\"area\":\(area.estimate),\"lower\":\(area.lower),\"upper\":\(area.upper),"
          + "\"balancedAccuracy\":\(counts.balancedAccuracy)}")
    }
    XCTAssertGreaterThan(areas[0], areas[1] + 0.1)
  }

  func testLabelsDealtAtRandomToPeopleArePredictedFromTheirWindowsAllTheSame() throws {
    let data = try windows()
    let features = Matrix(data.features)
    let people = Subjects(data.people)
    let claimed = Subjects(Array(0..<features.rowCount))
    let forest = RandomForestClassifier(treeCount: 100, seed: 1)
    var means: [Double] = []
    for (name, subjects) in [("by window", claimed), ("by person", people)] {
      var areas: [Double] = []
      for trial in 0..<10 {
        var random = SeededGenerator(seed: 5, stream: UInt64(trial))
        let half = (0..<people.count).map { $0 * 2 < people.count ? 1 : 0 }
        let coin = random.shuffled(half)
        let labels = people.indexOfRow.map { coin[$0] }
        let split = StratifiedSubjectKFold(8, labels: labels, seed: 1)
        let held = try forest.crossValidatedProbabilities(
          of: 1, features, labels: labels, subjects: subjects, split: split)
        areas.append(
          try ReceiverOperatingCurve(
            scores: held.predictions, isPositive: labels.map { $0 == 1 }
          ).area)
      }
      means.append(areas.reduce(0, +) / 10)
      print("{\"split\":\"\(name)\",\"meanAreaForRandomLabels\":\(means[means.count - 1])}")
    }
    XCTAssertGreaterThan(means[0], 0.9)
    XCTAssertLessThan(means[1], 0.6)
  }
}
