import Foundation
import GaitStudies
import GaitTestSupport
import XCTest

/// The runs of a study over seeds that a benchmark is computed from.
///
/// Nothing runs unless `GAIT_BENCHMARK` is set. Runs are kept in `GAIT_BENCHMARK_RUNS` where that
/// is set, and found there again, so that a suite that was interrupted goes on; else in a temporary
/// folder. `GAIT_BENCHMARK_SEEDS` says how many seeds, five where it is not set.
struct BenchmarkRuns {
  /// A folder for each seed.
  let folders: [URL]

  /// Runs a study on a folder of data for every seed.
  ///
  /// - Throws: `XCTSkip` where the suite is not asked for, and the study's errors.
  init(of study: any Study.Type, data: URL, label: String) throws {
    let environment = ProcessInfo.processInfo.environment
    let base =
      environment["GAIT_BENCHMARK_RUNS"].map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("gait-benchmark")
    let seeds = environment["GAIT_BENCHMARK_SEEDS"].flatMap(UInt64.init) ?? 5
    folders = try (0..<seeds).map { seed in
      let folder = base.appendingPathComponent("\(label)-\(seed)")
      let isThere = FileManager.default.fileExists(
        atPath: folder.appendingPathComponent("manifest.json").path)
      let start = Date()
      _ = try study.run(
        StudyRequest(data: data, output: folder, seed: seed, isResuming: isThere)
      ) { _ in }
      print("\(label), seed \(seed): \(Int(Date().timeIntervalSince(start))) s")
      return folder
    }
  }

  /// The results of every seed.
  func results<Value: Decodable>(_ type: Value.Type) throws -> [Value] {
    try folders.map {
      try JSONDecoder().decode(
        Value.self, from: Data(contentsOf: $0.appendingPathComponent("results.json")))
    }
  }

  /// The folder of real recordings of a name.
  ///
  /// - Throws: `XCTSkip` where the suite is not asked for or `GAIT_DATA` is not set.
  static func recordings(_ name: String) throws -> URL {
    try requireSuite()
    guard let data = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
      throw XCTSkip("GAIT_DATA is not set: the recordings are not at hand")
    }
    return URL(fileURLWithPath: data).appendingPathComponent(name)
  }

  /// Skips unless the suite is asked for: it takes hours.
  static func requireSuite() throws {
    guard ProcessInfo.processInfo.environment["GAIT_BENCHMARK"] != nil else {
      throw XCTSkip("GAIT_BENCHMARK is not set: the suite runs every study over five seeds")
    }
  }
}
