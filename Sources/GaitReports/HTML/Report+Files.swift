import Foundation

extension Report {
  /// The files of the report: the page, and a drawing with its numbers for each figure.
  ///
  /// - Returns: Text by path: `report.html`, `figures/01-learning-curves.svg`,
  ///   `figures/01-learning-curves.csv` and so on; tables as `tables/01-….csv`.
  public var files: [(path: String, text: String)] {
    var files = [(path: "report.html", text: page)]
    for (index, figure) in figures.enumerated() {
      let name = "figures/" + Self.fileName(index, figure.title)
      files.append((name + ".svg", figure.drawing + "\n"))
      files.append((name + ".csv", figure.table.commaSeparated))
    }
    let tables = sections.flatMap(\.blocks).compactMap { block in
      if case .table(let table) = block { return table }
      return nil as DataTable?
    }
    for (index, table) in tables.enumerated() {
      let name = "tables/" + Self.fileName(index, table.caption)
      files.append((name + ".csv", table.commaSeparated))
    }
    return files
  }

  /// Writes the files into a folder, which is made where it is missing.
  ///
  /// - Throws: The file system's errors.
  public func write(to folder: URL) throws {
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    }
  }

  /// A number and the letters of a title, which may come from a file and hold anything.
  static func fileName(_ index: Int, _ title: String) -> String {
    var words = ""
    for scalar in title.lowercased().unicodeScalars {
      if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
        words.unicodeScalars.append(scalar)
      } else if !words.isEmpty, !words.hasSuffix("-") {
        words += "-"
      }
    }
    let name = String(words.prefix(48))
    let trimmed = name.hasSuffix("-") ? String(name.dropLast()) : name
    return (index < 9 ? "0" : "") + "\(index + 1)" + (trimmed.isEmpty ? "" : "-" + trimmed)
  }
}
