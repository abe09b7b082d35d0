extension DataTable {
  /// The table as HTML: a caption that stays where a wide table is scrolled, and a heading row that
  /// is repeated on every printed page.
  var markup: String {
    let isNumeric = columns.indices.map { column in
      rows.allSatisfy { $0[column].isNumeric } && !rows.isEmpty
    }
    func row(_ cells: [String], as tag: String) -> String {
      let own = zip(cells, isNumeric).map { text, numeric in
        let scope = tag == "th" ? " scope=\"col\"" : ""
        return
          "<\(tag)\(scope)\(numeric ? " class=\"n\"" : "")>\(MarkupText.escaped(text))</\(tag)>"
      }
      return "<tr>" + own.joined() + "</tr>\n"
    }
    let name = MarkupText.escaped(caption)
    let kind = rows.count <= Self.fewestRowsToPart ? "table short" : "table"
    return "<div class=\"\(kind)\"><p class=\"caption\">\(name)</p>\n"
      + "<div class=\"wide\"><table aria-label=\"\(name)\">\n<thead>"
      + row(columns.map(\.title), as: "th") + "</thead>\n<tbody>\n"
      + rows.map { row($0.map(\.shown), as: "td") }.joined() + "</tbody>\n</table></div></div>\n"
  }

  /// Tables up to here fit on a printed page with room for text, so they are not parted.
  private static let fewestRowsToPart = 24
}
