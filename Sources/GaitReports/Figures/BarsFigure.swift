/// Level bars with intervals: importance, ablations, predictors beside each other.
public struct BarsFigure: Figure {
  /// One bar.
  public struct Bar: Hashable, Sendable {
    /// What the bar stands for.
    public var name: String
    /// Its length.
    public var value: Double
    /// Its interval, drawn as a whisker.
    public var interval: ClosedRange<Double>?
    /// Its place in the palette: bars of one kind share it.
    public var color: Int

    /// A bar of a name and a value.
    public init(
      _ name: String, value: Double, interval: ClosedRange<Double>? = nil, color: Int = 0
    ) {
      self.name = name
      self.value = value
      self.interval = interval
      self.color = color
    }
  }

  /// The line above the drawing.
  public var title: String
  /// What a reader has to know.
  public var caption: String
  /// What the length of a bar means.
  public var quantity: PlotQuantity
  /// The bars from the top down.
  public var bars: [Bar]
  /// The names of the kinds, by their place in the palette; empty for one kind.
  public var kinds: [String]

  private static let rowHeight = 26.0
  private static let labelSize = 10.5

  /// A figure of bars.
  public init(
    title: String, caption: String = "", quantity: PlotQuantity, bars: [Bar], kinds: [String] = []
  ) {
    self.title = title
    self.caption = caption
    self.quantity = quantity
    self.bars = bars
    self.kinds = kinds
  }

  /// The drawing.
  public var drawing: String {
    let legend = Legend(
      kinds.enumerated().map {
        Legend.Entry(name: $1, color: Palette.series($0), mark: .box)
      }, width: PlotFrame.figureWidth - 20)
    let ends: [Double] = bars.flatMap { bar -> [Double] in
      [0, bar.value] + (bar.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
    }
    let rows = RowFrame(
      names: bars.map(\.name), axis: PlotAxis(quantity, ends, wanted: 4),
      top: legend.height + 10, rowHeight: Self.rowHeight)
    var canvas = SVGCanvas(width: PlotFrame.figureWidth, height: rows.bottom)
    legend.draw(on: &canvas, at: SVGPoint(10, 4))
    rows.draw(on: &canvas)
    for (index, bar) in bars.enumerated() where bar.value.isFinite {
      let (zero, end) = (rows.x(0), rows.x(bar.value))
      let middle = rows.y(index)
      canvas.rectangle(
        SVGPoint(min(zero, end), middle - 7), width: abs(end - zero), height: 14,
        fill: Palette.series(bar.color),
        hint: "\(bar.name): \(MarkupText.number(bar.value, decimals: 4))")
      if let interval = bar.interval {
        let (low, high) = (rows.x(interval.lowerBound), rows.x(interval.upperBound))
        let stroke = SVGCanvas.Stroke(Palette.ink, width: 1.2)
        canvas.line(SVGPoint(low, middle), SVGPoint(high, middle), stroke)
        canvas.line(SVGPoint(low, middle - 3), SVGPoint(low, middle + 3), stroke)
        canvas.line(SVGPoint(high, middle - 3), SVGPoint(high, middle + 3), stroke)
      }
    }
    return canvas.markup(title: title)
  }

  /// One row a bar.
  public var table: DataTable {
    DataTable(
      caption: title,
      columns: [
        DataTable.Column("name"), DataTable.Column("kind"),
        DataTable.Column(quantity.name, unit: quantity.unit),
        DataTable.Column("lower", unit: quantity.unit),
        DataTable.Column("upper", unit: quantity.unit),
      ],
      rows: bars.map { bar in
        [
          .text(bar.name), .text(kinds[safe: bar.color] ?? ""), DataTable.cell(bar.value),
          DataTable.cell(bar.interval?.lowerBound), DataTable.cell(bar.interval?.upperBound),
        ]
      })
  }
}
