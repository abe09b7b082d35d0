import Foundation
import GaitEvaluation
import XCTest

/// The figures that a study's runs wrote, one file for each seed, asked for by their keys.
struct StudyFigures {
  /// The file's values, seed by seed.
  let seeds: [Any]

  /// Reads a file of every run.
  init(_ runs: BenchmarkRuns, file: String = "results.json") throws {
    seeds = try runs.folders.map {
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: $0.appendingPathComponent(file)))
    }
  }

  /// One number of every seed.
  ///
  /// - Throws: `MissingFigure` where a seed has no number there.
  func numbers(_ keys: String...) throws -> [Double] { try seeds.map { try Self.number($0, keys) } }

  /// The mean of a number over seeds.
  func mean(_ keys: String...) throws -> ConfidenceInterval {
    ConfidenceInterval(meanOf: try seeds.map { try Self.number($0, keys) })
  }

  /// The mean over seeds of one number less another.
  func difference(_ first: [String], _ second: [String]) throws -> ConfidenceInterval {
    ConfidenceInterval(
      meanOf: try seeds.map { try Self.number($0, first) - Self.number($0, second) })
  }

  /// An interval that each run took over people, its ends and its estimate averaged over seeds: the
  /// same people are in every seed, so more seeds do not make it narrower.
  func people(_ estimate: String, at keys: String...) throws -> ConfidenceInterval {
    func average(_ key: String) throws -> Double {
      try seeds.map { try Self.number($0, keys + [key]) }.reduce(0, +) / Double(seeds.count)
    }
    return ConfidenceInterval(
      estimate: try average(estimate), lower: try average("lower"), upper: try average("upper"),
      confidence: 0.95)
  }

  /// One predictor's number less another's for each person, averaged over seeds, then over people.
  ///
  /// - Parameters:
  ///   - first: The keys of a dictionary by person.
  ///   - second: The keys of the other predictor's.
  ///   - figure: The keys of the number below a person.
  /// - Returns: The mean over people.
  /// - Throws: `MissingFigure` where a seed lacks one of them.
  func peopleDifference(
    _ first: [String], _ second: [String], _ figure: [String]
  ) throws -> ConfidenceInterval {
    let people = try seeds.map { Set(try Self.dictionary($0, first).keys) }
    let common = people.dropFirst().reduce(people.first ?? []) { $0.intersection($1) }
    return ConfidenceInterval(
      meanOf: try common.sorted().map { person in
        let own = try seeds.map {
          try Self.number($0, first + [person] + figure)
            - Self.number($0, second + [person] + figure)
        }
        return own.reduce(0, +) / Double(own.count)
      })
  }

  /// The keys of a dictionary of the first seed, in order.
  func names(_ keys: String...) throws -> [String] {
    try Self.dictionary(seeds.first ?? [:], keys).keys.sorted()
  }

  /// What lies below keys; in a list, `target=stairs,strides=5` is the first entry that has both.
  private static func value(_ tree: Any, _ keys: [String]) throws -> Any {
    var value = tree
    for key in keys {
      var next = (value as? [String: Any])?[key]
      if let list = value as? [[String: Any]] {
        let wanted = key.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        next = list.first { entry in
          wanted.allSatisfy { pair in
            pair.count == 2 && entry[String(pair[0])].map { "\($0)" } == String(pair[1])
          }
        }
      }
      guard let next else { throw MissingFigure(keys: keys) }
      value = next
    }
    return value
  }

  private static func number(_ tree: Any, _ keys: [String]) throws -> Double {
    guard let number = try value(tree, keys) as? NSNumber else { throw MissingFigure(keys: keys) }
    return number.doubleValue
  }

  private static func dictionary(_ tree: Any, _ keys: [String]) throws -> [String: Any] {
    guard let own = try value(tree, keys) as? [String: Any] else {
      throw MissingFigure(keys: keys)
    }
    return own
  }
}

/// A number that a run did not write.
struct MissingFigure: Error, CustomStringConvertible {
  let keys: [String]
  var description: String { "the run has no number at \(keys.joined(separator: "/"))" }
}
