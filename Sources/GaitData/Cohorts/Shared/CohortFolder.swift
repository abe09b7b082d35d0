import Foundation

/// A folder into which a synthetic cohort is written, with the notice that nobody was measured.
struct CohortFolder {
  static let noticeName = "SYNTHETIC.txt"

  let url: URL

  /// Creates the folder and writes the notice and the manifest.
  init(_ url: URL, _ manifest: CohortManifest) throws {
    self.url = url
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let notice = """
      SYNTHETIC DATA

      Nobody was measured. Every number in this folder comes from the \(manifest.kind.rawValue) model
      of GaitKit (equations of version \(manifest.modelVersion)), seed \(manifest.seed), \
      \(manifest.subjects) subjects; all names begin with SYN-.
      Docs/Simulation.md states the equations and what such data cannot show. A score on these data
      says nothing about people and must not stand beside a score on real recordings.

      The files named truth hold what only the model knows. They are never inputs of a predictor.

      \(manifest.bestPossibleLines.joined(separator: "\n"))

      """
    try write(notice, to: Self.noticeName)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(manifest).write(
      to: url.appendingPathComponent(CohortManifest.fileName), options: .atomic)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name), options: .atomic)
  }

  /// A folder inside this one.
  func folder(_ name: String) throws -> URL {
    let inner = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    return inner
  }
}

/// A table in the making: a row of names, then rows of cells; what is missing is blank.
struct CohortSheet {
  private(set) var text: String
  private let width: Int

  init(_ columns: [String]) {
    width = columns.count
    text = columns.joined(separator: ",") + "\n"
  }

  mutating func add(_ cells: [String?]) {
    precondition(cells.count == width, "CohortSheet: \(cells.count) cells for \(width) columns")
    text += cells.map { $0 ?? "" }.joined(separator: ",") + "\n"
  }

  /// As few digits as give the number again.
  static func cell(_ value: Double?) -> String? {
    value.flatMap {
      $0.isFinite ? ($0 == $0.rounded() && abs($0) < 1e9 ? "\(Int($0))" : "\($0)") : nil
    }
  }

  static func cell(_ value: Bool?) -> String? { value.map { $0 ? "1" : "0" } }

  static func cell(_ value: Int?) -> String? { value.map { "\($0)" } }
}
