import Foundation
import GaitNN

/// The files of a run.
struct RunFolder: Sendable {
  let url: URL

  var manifestURL: URL { url.appendingPathComponent("manifest.json") }
  var resultsURL: URL { url.appendingPathComponent("results.json") }
  var comparisonURL: URL { url.appendingPathComponent("comparison.json") }
  var interpretationURL: URL { url.appendingPathComponent("interpretation.json") }
  var transferURL: URL { url.appendingPathComponent("transfer.json") }
  var tableURL: URL { url.appendingPathComponent("table.md") }

  /// The files of one job: of the fit to everyone, or of the fit without one person.
  ///
  /// A person's name comes from a table; escaped, it can neither leave the folder nor pass for
  /// another job's.
  func job(_ name: String, without person: String?) -> URL {
    let jobs = url.appendingPathComponent("jobs")
    guard let person else {
      return jobs.appendingPathComponent("everyone").appendingPathComponent(name)
    }
    let escaped = person.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "%"
    return jobs.appendingPathComponent("without-" + escaped).appendingPathComponent(name)
  }

  /// The files of one job of a study of legs.
  func job(_ name: String, _ fold: LegFold?) -> URL {
    guard let number = fold?.number else { return job(name, without: fold?.person) }
    return url.appendingPathComponent("jobs").appendingPathComponent("fold-\(number)")
      .appendingPathComponent(name)
  }

  func final(_ name: String) -> URL {
    url.appendingPathComponent("final").appendingPathComponent(name)
  }

  /// Claims the folder for a run: makes it, or checks that it holds the same one.
  func begin(_ manifest: RunManifest, isResuming: Bool) throws {
    let isThere = FileManager.default.fileExists(atPath: manifestURL.path)
    if isThere {
      guard isResuming else { throw StudyError.runExists(folder: url.path) }
      try manifest.expectSame(as: read(RunManifest.self, manifestURL), folder: url)
    }
    try makeFolder(url)
    // Half-written files of a run that was killed, wherever it was killed.
    for folder in folders { _ = try AtomicFile.removeOrphans(in: folder, olderThanS: 0) }
    if !isThere { try write(manifest, to: manifestURL) }
  }

  /// The run's folder and every one inside it.
  private var folders: [URL] {
    let paths = FileManager.default.subpaths(atPath: url.path) ?? []
    return [url]
      + paths.map { url.appendingPathComponent($0) }.filter { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
          && isFolder.boolValue
      }
  }

  func manifest() throws -> RunManifest {
    guard FileManager.default.fileExists(atPath: manifestURL.path) else {
      throw StudyError.notARun(folder: url.path, missing: manifestURL.lastPathComponent)
    }
    return try read(RunManifest.self, manifestURL)
  }

  func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw FolderError(path: folder.path, reason: error.localizedDescription)
    }
  }

  func write(_ value: some Encodable, to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try AtomicFile.write(try encoder.encode(value), to: file)
  }

  /// Writes many numbers without the line breaks and blanks of the other files.
  func write(compact value: some Encodable, to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try AtomicFile.write(try encoder.encode(value), to: file)
  }

  func write(_ text: String, as file: URL) throws {
    try AtomicFile.write(Data(text.utf8), to: file)
  }

  func read<Value: Decodable>(_ type: Value.Type, _ file: URL) throws -> Value {
    let data = try FileContents.data(at: file, access: .read, limit: 64 << 20)
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw RunFileError(file: file.path, reason: "\(error)")
    }
  }
}

/// A folder that cannot be made.
public struct FolderError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  /// The folder and what the system says.
  public var description: String { "\(path): cannot be made: \(reason)" }
}

/// A file of a run that cannot be understood.
public struct RunFileError: Error, CustomStringConvertible {
  let file: String
  let reason: String

  /// The file, and where its contents differ from what a run writes.
  public var description: String {
    "\(file): expected a file that a study wrote: \(reason)"
  }
}

/// What any run's folder tells.
public enum RunFiles {
  /// The study that a run was made by.
  ///
  /// - Throws: `StudyError.notARun` and errors of the manifest.
  public static func study(of run: URL) throws -> any Study.Type {
    let folder = RunFolder(url: run)
    let name = try folder.manifest().study
    guard let study = StudyCatalog.studies.first(where: { $0.name == name }) else {
      throw RunFileError(
        file: folder.manifestURL.path, reason: "this version has no study \"\(name)\"")
    }
    return study
  }
}
