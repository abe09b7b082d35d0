import Foundation
import GaitModels

/// A finished run as its own study reads it: whom it was made from, with which settings, and what it kept.
struct FinishedRun<Configuration: ModelConfiguration>: Sendable {
  let folder: RunFolder
  let manifest: RunManifest
  let configuration: Configuration

  /// Reads a run's manifest.
  ///
  /// - Throws: `StudyError.notARun`, `StudyError.otherRun` for another study's, and errors of the file.
  init(_ folder: RunFolder, of study: String) throws {
    self.folder = folder
    manifest = try folder.manifest()
    guard manifest.study == study else {
      throw StudyError.otherRun(
        folder: folder.url.path, what: "study", expected: study, found: manifest.study)
    }
    configuration = try Configuration.decoded(
      from: Data(manifest.configuration.utf8), model: study)
  }

  /// Reads a file that the run kept.
  ///
  /// - Throws: `StudyError.notARun` where it is missing, and errors of the file.
  func kept<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try folder.read(type, folder.kept(name))
  }

  /// Says which of the people that are to be scored the run was trained on.
  func warnOfKnown(_ people: some Sequence<String>, _ observe: (StudyEvent) -> Void) {
    let seen = Set(people).intersection(manifest.participants).sorted()
    guard !seen.isEmpty else { return }
    observe(
      .warning(
        "the run was trained on \(seen.joined(separator: ", ")): their scores say nothing of new "
          + "people"))
  }
}

extension RunFolder {
  /// A file that a finished run has kept.
  ///
  /// - Throws: `StudyError.notARun` where it is missing.
  func kept(_ name: String) throws -> URL {
    let file = final(name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw StudyError.notARun(folder: url.path, missing: "final/\(name)")
    }
    return file
  }
}
