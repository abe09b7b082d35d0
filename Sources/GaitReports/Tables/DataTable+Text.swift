extension DataTable {
  /// The table as comma-separated values: RFC 4180, numbers with all their digits, a missing cell
  /// empty.
  ///
  /// Words that a spreadsheet would take for a formula are led by an apostrophe, since names in
  /// tables come from files.
  public var commaSeparated: String {
    let lines = [columns.map { Self.quoted($0.title) }] + rows.map { $0.map(Self.field) }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The table in Markdown.
  public var markdown: String {
    func line(_ cells: [String]) -> String {
      "| "
        + cells.map {
          $0.replacing("|", with: "\\|").replacing("\n", with: " ")
        }.joined(separator: " | ") + " |\n"
    }
    return line(columns.map(\.title)) + line(columns.map { _ in "---" })
      + rows.map { line($0.map(\.shown)) }.joined()
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .text(let words): quoted(words)
    case .count(let count): String(count)
    case .number(let value, _), .pValue(let value): value.isFinite ? "\(value)" : ""
    case .missing: ""
    }
  }

  private static func quoted(_ words: String) -> String {
    let risky = words.first.map { "=+-@\t".contains($0) } ?? false
    let words = risky && Double(words) == nil ? "'" + words : words
    guard words.contains(where: { ",\"\n\r".contains($0) || $0 == "\r\n" }) else { return words }
    return "\"" + words.replacing("\"", with: "\"\"") + "\""
  }
}
