import Foundation
import GaitStudies
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
  /// - Parameters:
  ///   - study: The study.
  ///   - data: The folder of recordings.
  ///   - label: The beginning of the runs' folders.
  ///   - configuration: What differs from the study's defaults, as JSON.
  /// - Throws: The study's errors.
  init(
    of study: any Study.Type, data: URL, label: String, configuration: String? = nil
  ) throws {
    let environment = ProcessInfo.processInfo.environment
    let seeds = environment["GAIT_BENCHMARK_SEEDS"].flatMap(UInt64.init) ?? 5
    folders = try (0..<seeds).map { seed in
      let folder = Self.base.appendingPathComponent("\(label)-\(seed)")
      let start = Date()
      _ = try study.run(
        StudyRequest(
          data: data, output: folder, seed: seed,
          configuration: configuration.map { Data($0.utf8) },
          isResuming: Self.exists(folder.appendingPathComponent("manifest.json")))
      ) { _ in }
      print("\(label), seed \(seed): \(Int(Date().timeIntervalSince(start))) s")
      return folder
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

  /// A simulated cohort, written once.
  ///
  /// - Throws: `XCTSkip` where the suite is not asked for, and the errors of writing.
  static func cohort(_ name: String, _ write: (URL) throws -> Void) throws -> URL {
    try requireSuite()
    let folder = base.appendingPathComponent("cohort-\(name)")
    if !exists(folder) {
      // A cohort that was cut off while it was written must not be taken for a whole one.
      let begun = base.appendingPathComponent("cohort-\(name)-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
      try write(begun)
      try FileManager.default.moveItem(at: begun, to: folder)
    }
    return folder
  }

  private static var base: URL {
    ProcessInfo.processInfo.environment["GAIT_BENCHMARK_RUNS"].map { URL(fileURLWithPath: $0) }
      ?? FileManager.default.temporaryDirectory.appendingPathComponent("gait-benchmark")
  }

  private static func exists(_ url: URL) -> Bool {
    FileManager.default.fileExists(atPath: url.path)
  }

  /// Skips unless the suite is asked for: it takes hours.
  private static func requireSuite() throws {
    guard ProcessInfo.processInfo.environment["GAIT_BENCHMARK"] != nil else {
      throw XCTSkip("GAIT_BENCHMARK is not set: the suite runs every study over five seeds")
    }
  }
}
