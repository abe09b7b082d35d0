/// Where the cells and the names of a grid lie.
struct GridLayout {
  private static let size = 10.0
  private static let top = 22.0
  /// Half of the drawing, so that the cells keep the other half.
  private static let widestRowName = PlotFrame.figureWidth / 2

  let cellWidth: Double
  let cellHeight: Double
  private let left: Double
  private let rowNames: [String]
  private let columnNames: [String]

  init(rows: [String], columns: [String], hasTexts: Bool) {
    rowNames = rows.map {
      TextLayout.lines(of: $0, size: Self.size, width: Self.widestRowName, atMost: 1).first ?? ""
    }
    let widest = rowNames.map { TextLayout.width(of: $0, size: Self.size) }.max() ?? 0
    left = widest + 16
    cellWidth = (PlotFrame.figureWidth - left - 14) / Double(max(1, columns.count))
    let height = hasTexts ? 30 : max(10, min(20, 260 / Double(max(1, rows.count))))
    cellHeight = min(height, max(6, 900 / Double(max(1, rows.count))))
    columnNames = columns
  }

  private var gridBottom: Double { Self.top + cellHeight * Double(rowNames.count) }

  /// The lines that the names of few columns may take; those of many stand in one.
  private static let nameLineCount = 3

  /// Below the names of the columns and their title.
  var bottom: Double { gridBottom + 25 + 11 * Double(nameLines) }

  private var nameLines: Int {
    guard columnNames.count <= 12 else { return 1 }
    return columnNames.map {
      TextLayout.lines(
        of: $0, size: Self.size, width: cellWidth - 3, atMost: Self.nameLineCount
      ).count
    }.max() ?? 1
  }

  func corner(_ row: Int, _ column: Int) -> SVGPoint {
    SVGPoint(left + Double(column) * cellWidth, Self.top + Double(row) * cellHeight)
  }

  /// Writes as many names as do not touch.
  func drawNames(on canvas: inout SVGCanvas, rows: String, columns: String) {
    let rowStride = max(1, Int((11 / cellHeight).rounded(.up)))
    for (row, name) in rowNames.enumerated() where row % rowStride == 0 {
      let y = corner(row, 0).y + cellHeight / 2 + 3.5
      canvas.write(
        name, at: SVGPoint(left - 5, y), size: Self.size, anchor: .end, color: Palette.quiet)
    }
    // Wide names get the room of several cells; few columns break theirs into lines.
    let widest = columnNames.map { TextLayout.width(of: $0, size: Self.size) }.max() ?? 0
    let stride =
      columnNames.count <= 12 ? 1 : max(1, Int(((widest + 6) / cellWidth).rounded(.up)))
    for (column, name) in columnNames.enumerated() where column % stride == 0 {
      let room = cellWidth * Double(stride) - 3
      let lines = TextLayout.lines(
        of: name, size: Self.size, width: room, atMost: Self.nameLineCount)
      for (index, line) in lines.enumerated() {
        canvas.write(
          line,
          at: SVGPoint(
            corner(0, column).x + cellWidth / 2, gridBottom + 13 + 11 * Double(index)),
          size: Self.size, anchor: .middle, color: Palette.quiet)
      }
    }
    let width = cellWidth * Double(max(1, columnNames.count))
    canvas.write(
      columns, at: SVGPoint(left + width / 2, bottom - 7), size: 11, anchor: .middle)
    canvas.write(rows, at: SVGPoint(8, 13), size: 11)
  }
}
