import Foundation
import GaitTestSupport
import XCTest

/// The sources of the package, read as text.
enum SourceTree {
  static let package = Fixture.folder.deletingLastPathComponent()

  struct File {
    /// The path below `Sources`.
    let path: String
    let text: String

    /// The folder below `Sources`, which is the name of the target.
    var target: String { path.split(separator: "/").first.map(String.init) ?? "" }

    /// The modules that it imports.
    var imports: [String] {
      text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
          words[..<place].allSatisfy({ ["@_exported", "package", "public"].contains($0) })
        else { return nil }
        return words[place + 1]
      }
    }
  }

  /// Every Swift file of the sources.
  static func files() throws -> [File] {
    let sources = package.appendingPathComponent("Sources")
    let walker = try XCTUnwrap(FileManager.default.enumerator(atPath: sources.path))
    var files: [File] = []
    for case let path as String in walker where path.hasSuffix(".swift") {
      let url = sources.appendingPathComponent(path)
      files.append(File(path: path, text: try String(contentsOf: url, encoding: .utf8)))
    }
    return files
  }

  /// The committed graph: the direct dependencies of each target.
  static func graph() throws -> [String: [String]] {
    let text = String(decoding: try Fixture.data("module-graph.txt"), as: UTF8.self)
    var graph: [String: [String]] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      graph[String(parts[0])] = parts[1].split(separator: " ").map(String.init)
    }
    return graph
  }

  /// Everything that a target can see: its dependencies and theirs.
  static func reachable(from target: String, _ graph: [String: [String]]) -> Set<String> {
    var found: Set<String> = []
    var open = graph[target] ?? []
    while let next = open.popLast() {
      if found.insert(next).inserted { open += graph[next] ?? [] }
    }
    return found
  }
}

/// `swift` as a test may run it, with a scratch folder of its own.
struct SwiftTool {
  let exitCode: Int32
  let output: Data
  let errors: String

  /// Runs it; nil where there is no `swift` on the path.
  init?(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    let files = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: files) }
    let streams = try ["output", "errors"].map { name in
      let url = files.appendingPathComponent(name)
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["swift"] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = streams[0]
    process.standardError = streams[1]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    exitCode = process.terminationStatus
    guard exitCode != 127 else { return nil }
    output = try Data(contentsOf: files.appendingPathComponent("output"))
    errors = String(
      decoding: try Data(contentsOf: files.appendingPathComponent("errors")), as: UTF8.self)
  }
}
