extension DataTable {
  /// The table as HTML: a heading row that is repeated on every printed page.
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
    return "<div class=\"table\"><table>\n<caption>\(MarkupText.escaped(caption))</caption>\n"
      + "<thead>" + row(columns.map(\.title), as: "th") + "</thead>\n<tbody>\n"
      + rows.map { row($0.map(\.shown), as: "td") }.joined() + "</tbody>\n</table></div>\n"
  }
}
