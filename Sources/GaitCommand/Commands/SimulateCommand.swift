import Foundation
import GaitKit

/// Writes synthetic recordings, declared synthetic in every file's name or notice.
enum SimulateCommand: Command {
  static let name = "simulate"
  static let usage = """
    cohort|strides --out DIR [--kind ankle|walking|stroke] [--subjects N] [--seed S] [--visits V]
    """
  static let abstract = "writes a synthetic cohort or strides in the real file formats"
  static let options: Set<String> = [
    "--kind", "--subjects", "--seed", "--out", "--visits", "--threads",
  ]
  static let flags: Set<String> = []

  static func run(_ arguments: Arguments) throws {
    guard arguments.operands.count == 1, let what = arguments.operands.first,
      ["cohort", "strides"].contains(what)
    else { throw UsageError("simulate: expected cohort or strides") }
    let folder = try arguments.requiredURL("--out")
    let seed = UInt64(try arguments.integer("--seed", atLeast: 0) ?? 1)
    let subjects = try arguments.integer("--subjects", atLeast: 1)
    let visits = try arguments.integer("--visits", atLeast: 1)
    if let threads = try arguments.integer("--threads", atLeast: 1) { Parallel.threads = threads }
    try refuseOccupied(folder)
    if what == "strides" {
      guard arguments.string("--kind") == nil, visits == nil else {
        throw UsageError("simulate strides: takes neither --kind nor --visits")
      }
      let strides = AnkleStrides(seed: seed, patientCount: subjects ?? 100)
      try strides.write(to: folder)
      report(strides.manifest, folder)
      return
    }
    let word = arguments.string("--kind") ?? CohortKind.ankle.rawValue
    guard let kind = CohortKind(rawValue: word) else {
      let known = CohortKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError("--kind: expected one of \(known), found \"\(word)\"")
    }
    guard visits == nil || kind == .ankle else {
      throw UsageError("--visits: the \(kind.rawValue) cohort has no plan of visits")
    }
    let count = subjects ?? kind.defaultSubjects
    switch kind {
    case .ankle:
      let most = AnkleCohort.plannedWeeks.count
      guard visits ?? 1 <= most else { throw UsageError("--visits: expected at most \(most)") }
      let cohort = AnkleCohort(seed: seed, patientCount: count, visitCount: visits ?? 6)
      try cohort.write(to: folder)
      report(cohort.manifest, folder)
    case .walking:
      let cohort = WalkingCohort(seed: seed, subjectCount: count)
      try cohort.write(to: folder)
      report(cohort.manifest, folder)
    case .stroke:
      let cohort = StrokeCohort(seed: seed, patientCount: count)
      try cohort.write(to: folder)
      report(cohort.manifest, folder)
    }
  }

  /// A cohort is never mixed with recordings that are there already.
  private static func refuseOccupied(_ folder: URL) throws {
    let contents = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard contents.isEmpty else {
      throw UsageError("--out: \(folder.path) is not empty")
    }
  }

  private static func report(_ manifest: CohortManifest, _ folder: URL) {
    print(
      "SYNTHETIC \(manifest.kind.rawValue) cohort, \(manifest.subjects) subjects, "
        + "seed \(manifest.seed), in \(folder.path)")
    for line in manifest.bestPossibleLines { print(line) }
  }
}
