/// A grid of coloured cells: confusion, attention over time and modality, missing data.
public struct GridFigure: Figure {
  /// How values become colours.
  public enum Scale: Hashable, Sendable {
    /// From the smallest (dark) to the largest (bright) value, or over a fixed range.
    case sequential(ClosedRange<Double>?)
    /// White at zero, blue below and red above, the same range on both sides.
    case diverging
  }

  /// The line above the drawing.
  public var title: String
  /// What a reader has to know.
  public var caption: String
  /// What a row is; the names stand at the left.
  public var rows: (quantity: PlotQuantity, names: [String])
  /// What a column is; as many names as fit stand below.
  public var columns: (quantity: PlotQuantity, names: [String])
  /// What the colour means.
  public var value: PlotQuantity
  /// The values by row and column; nan is drawn grey.
  public var values: [[Double]]
  /// How values become colours.
  public var scale: Scale
  /// What is written into each cell, nil for nothing.
  public var cellTexts: [[String]]?

  /// A figure of a grid.
  ///
  /// - Precondition: Values have the shape of the names.
  public init(
    title: String, caption: String = "", rows: (quantity: PlotQuantity, names: [String]),
    columns: (quantity: PlotQuantity, names: [String]), value: PlotQuantity, values: [[Double]],
    scale: Scale = .sequential(nil), cellTexts: [[String]]? = nil
  ) {
    precondition(
      values.count == rows.names.count && values.allSatisfy { $0.count == columns.names.count },
      "GridFigure \(title): \(values.count) x \(values.first?.count ?? 0) values for "
        + "\(rows.names.count) x \(columns.names.count) names")
    self.title = title
    self.caption = caption
    self.rows = rows
    self.columns = columns
    self.value = value
    self.values = values
    self.scale = scale
    self.cellTexts = cellTexts
  }

  /// The drawing.
  public var drawing: String {
    let layout = GridLayout(rows: rows.names, columns: columns.names, hasTexts: cellTexts != nil)
    let colors = GridColors(scale, values.lazy.flatMap { $0 })
    var canvas = SVGCanvas(width: PlotFrame.figureWidth, height: layout.bottom + 58)
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() {
        let corner = layout.corner(row, column)
        let color = value.isFinite ? colors.color(value) : Palette.absent
        canvas.rectangle(
          corner, width: layout.cellWidth + (cellTexts == nil ? 0.3 : 0),
          height: layout.cellHeight + (cellTexts == nil ? 0.3 : 0), fill: color)
        if let text = cellTexts?[safe: row]?[safe: column] {
          canvas.write(
            text,
            at: SVGPoint(
              corner.x + layout.cellWidth / 2, corner.y + layout.cellHeight / 2 + 4), size: 11,
            anchor: .middle, color: Palette.ink(on: color))
        }
      }
    }
    layout.drawNames(on: &canvas, rows: rows.quantity.title, columns: columns.quantity.title)
    drawColorBar(on: &canvas, colors, below: layout.bottom)
    return canvas.markup(title: title)
  }

  private func drawColorBar(
    on canvas: inout SVGCanvas, _ colors: GridColors, below bottom: Double
  ) {
    let (left, width, top) = (110.0, 220.0, bottom + 14)
    let range = colors.range
    let steps = 44
    for step in 0..<steps {
      let share = (Double(step) + 0.5) / Double(steps)
      let value = range.lowerBound + share * (range.upperBound - range.lowerBound)
      canvas.rectangle(
        SVGPoint(left + width * Double(step) / Double(steps), top),
        width: width / Double(steps) + 0.3, height: 9, fill: colors.color(value))
    }
    let digits = range.upperBound - range.lowerBound >= 100 ? 0 : 3
    canvas.write(
      MarkupText.number(range.lowerBound, decimals: digits), at: SVGPoint(left - 6, top + 8.5),
      size: 10, anchor: .end, color: Palette.quiet)
    canvas.write(
      MarkupText.number(range.upperBound, decimals: digits),
      at: SVGPoint(left + width + 6, top + 8.5), size: 10, color: Palette.quiet)
    let hasGaps = values.contains { $0.contains { !$0.isFinite } }
    canvas.write(
      value.title + (hasGaps ? "; grey: none" : ""), at: SVGPoint(left + width / 2, top + 25),
      size: 11, anchor: .middle)
  }

  /// One row a cell.
  public var table: DataTable {
    var table = DataTable(
      caption: title,
      columns: [
        DataTable.Column(rows.quantity.name), DataTable.Column(columns.quantity.name),
        DataTable.Column(value.name, unit: value.unit),
      ])
    for (row, line) in zip(rows.names, values) {
      for (column, value) in zip(columns.names, line) {
        table.append([.text(row), .text(column), DataTable.cell(value)])
      }
    }
    return table
  }
}
