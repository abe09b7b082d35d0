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
    // A phone shows a row of many columns as a paragraph, which has no heading above it.
    let isWide = columns.count > Self.mostColumnsOfAPhone
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

  private static let mostColumnsOfAPhone = 5
}
