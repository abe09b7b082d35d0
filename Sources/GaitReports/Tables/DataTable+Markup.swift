extension DataTable {
  /// The table as HTML: a caption that stays where a wide table is scrolled, and a heading row that
  /// is repeated on every printed page.
  var markup: String {
    let isNumeric = columns.indices.map { column in
      rows.allSatisfy { $0[column].isNumeric } && !rows.isEmpty
    }
    // A name that fits on a line is not broken while there is room beside it.
    let isShort = columns.indices.map { column in
      rows.allSatisfy { $0[column].shown.count <= Self.longestName }
    }
    let classes = zip(isNumeric, isShort).map { numeric, short in
      numeric ? " class=\"n\"" : short ? " class=\"s\"" : ""
    }
    let titles = columns.map { MarkupText.escaped($0.title) }
    // A phone shows a row that is too wide for it as a paragraph, which has no heading above it.
    let isWide = leastWidth(isNumeric) > Self.widthOfAPhone
    let head = zip(titles, classes).map { "<th scope=\"col\"\($1)>\($0)</th>" }.joined()
    func markup(_ row: [Cell]) -> String {
      let own = row.indices.map { column in
        let label = isWide && column > 0 ? " data-label=\"\(titles[column])\"" : ""
        return "<td\(classes[column])\(label)>\(MarkupText.escaped(row[column].shown))</td>"
      }
      return "<tr>" + own.joined() + "</tr>\n"
    }
    let name = MarkupText.escaped(caption)
    let kinds =
      "table" + (rows.count <= Self.fewestRowsToPart ? " short" : "") + (isWide ? " many" : "")
    return "<div class=\"\(kinds)\"><p class=\"caption\">\(name)</p>\n"
      + "<div class=\"wide\"><table aria-label=\"\(name)\">\n<thead><tr>\(head)</tr>\n</thead>\n"
      + "<tbody>\n\(rows.map(markup).joined())</tbody>\n</table></div></div>\n"
  }

  /// Tables up to here take less than half of a printed page, so they are not parted.
  private static let fewestRowsToPart = 14

  private static let longestName = 24

  /// Letters of the table's small print between the margins of a phone 390 points wide.
  private static let widthOfAPhone = 48

  /// The letters that a row needs when words are broken as often as they can be: numbers stay
  /// whole, names break between words, and a letter parts two columns.
  private func leastWidth(_ isNumeric: [Bool]) -> Int {
    func longestWord(_ text: String) -> Int {
      text.split(separator: " ").map(\.count).max() ?? 0
    }
    return columns.indices.reduce(0) { sum, column in
      let cells = rows.map(\.[column].shown)
      let widest = cells.map { isNumeric[column] ? $0.count : longestWord($0) }.max() ?? 0
      return sum + max(longestWord(columns[column].title), widest) + 1
    }
  }
}
