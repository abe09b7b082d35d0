import Foundation

/// A copy of the synthetic walking set, whole or of a few people, to be damaged by a test.
public final class WalkingCopy {
  /// The folder, which is removed with this object.
  public let folder: URL

  /// Copies the trials of listed people, or of all.
  public init(_ people: [String]? = nil) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-" + UUID().uuidString)
    let source = Fixture.url("records/walking")
    let manager = FileManager.default
    try manager.createDirectory(
      at: folder.appendingPathComponent("csv"), withIntermediateDirectories: true)
    for name in try manager.contentsOfDirectory(atPath: source.path + "/csv")
    where people?.contains(String(name.prefix(5))) ?? true {
      try manager.copyItem(
        at: source.appendingPathComponent("csv/" + name),
        to: folder.appendingPathComponent("csv/" + name))
    }
    let sheet = try String(
      contentsOf: source.appendingPathComponent("trials.csv"), encoding: .utf8)
    let rows = sheet.split(separator: "\n").enumerated().filter { row in
      row.offset == 0 || people?.contains(String(row.element.prefix(5))) ?? true
    }
    try write("trials.csv", rows.map(\.element).joined(separator: "\n") + "\n")
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Replaces a file.
  public func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Replaces a file by what a closure makes of its text.
  public func edit(_ name: String, _ change: (String) -> String) throws {
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    try write(name, change(text))
  }

  /// Changes the numbers of the columns that a name begins, in every file that ends with a suffix.
  public func scale(
    columns prefixes: [String], by factor: Double, inFilesOf person: String, ending: String
  ) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: path("csv"))
    for name in names where name.hasPrefix(person) && name.hasSuffix(ending) {
      try edit("csv/" + name) { text in
        let lines = text.split(separator: "\n")
        let header = lines[0].split(separator: ",", omittingEmptySubsequences: false)
        let changed = header.map { column in prefixes.contains { column.hasPrefix($0) } }
        let rows = lines.dropFirst().map { line in
          zip(line.split(separator: ",", omittingEmptySubsequences: false), changed)
            .map { cell, isChanged in
              isChanged ? Double(cell).map { "\($0 * factor)" } ?? String(cell) : String(cell)
            }
            .joined(separator: ",")
        }
        return ([String(lines[0])] + rows).joined(separator: "\n") + "\n"
      }
    }
  }
}
