/// Points in groups: predicted against measured, differences against means, components.
public struct PointsFigure: Figure {
  /// Points of one kind.
  public struct Group: Hashable, Sendable {
    /// The name in the legend.
    public var name: String
    /// Places on the horizontal axis.
    public var x: [Double]
    /// Places on the vertical axis.
    public var y: [Double]

    /// Points of a name.
    ///
    /// - Precondition: Both arrays are equally long.
    public init(_ name: String, x: [Double], y: [Double]) {
      precondition(
        x.count == y.count, "PointsFigure.Group \(name): \(x.count) and \(y.count) coordinates")
      self.name = name
      self.x = x
      self.y = y
    }
  }

  /// A level line, such as a limit of agreement, with or without a band.
  public struct Level: Hashable, Sendable {
    /// The name at the right end of the line.
    public var name: String
    /// Where it lies on the vertical axis.
    public var y: Double
    /// Its interval.
    public var interval: ClosedRange<Double>?

    /// A line of a name at a value.
    public init(_ name: String, y: Double, interval: ClosedRange<Double>? = nil) {
      self.name = name
      self.y = y
      self.interval = interval
    }
  }

  /// The line above the drawing.
  public var title: String
  /// What a reader has to know.
  public var caption: String
  /// The horizontal axis.
  public var horizontal: PlotQuantity
  /// The vertical axis.
  public var vertical: PlotQuantity
  /// The points.
  public var groups: [Group]
  /// Level lines.
  public var levels: [Level]
  /// Whether both axes have one range and the line of equal values is drawn.
  public var isIdentityDrawn: Bool

  /// A figure of points.
  public init(
    title: String, caption: String = "", horizontal: PlotQuantity, vertical: PlotQuantity,
    groups: [Group], levels: [Level] = [], isIdentityDrawn: Bool = false
  ) {
    self.title = title
    self.caption = caption
    self.horizontal = horizontal
    self.vertical = vertical
    self.groups = groups
    self.levels = levels
    self.isIdentityDrawn = isIdentityDrawn
  }

  /// The drawing.
  public var drawing: String {
    let legend = Legend(
      groups.count < 2
        ? []
        : groups.enumerated().map {
          Legend.Entry(
            name: $1.name, color: Palette.series($0), mark: .point(PlotMarker(series: $0)))
        }, width: PlotFrame.figureWidth - 60)
    let x = groups.lazy.flatMap(\.x)
    let y =
      groups.lazy.flatMap(\.y) + levels.map(\.y)
      + levels.compactMap(\.interval).flatMap { [$0.lowerBound, $0.upperBound] }
    let both = isIdentityDrawn ? Array(x) + y : []
    let widest = levels.map { TextLayout.width(of: $0.name, size: 10) }.max()
    let frame = PlotFrame(
      horizontal: PlotAxis(horizontal, isIdentityDrawn ? both : Array(x)),
      vertical: PlotAxis(vertical, isIdentityDrawn ? both : y),
      top: legend.height + 12, height: isIdentityDrawn ? 280 : 220,
      rightMargin: widest.map { $0 + 10 } ?? 16)
    var canvas = SVGCanvas(width: PlotFrame.figureWidth, height: frame.bottom)
    legend.draw(on: &canvas, at: SVGPoint(frame.left, 4))
    frame.draw(on: &canvas)
    if isIdentityDrawn {
      let range = frame.horizontal.ticks.range
      canvas.line(
        frame.point(range.lowerBound, range.lowerBound),
        frame.point(range.upperBound, range.upperBound),
        SVGCanvas.Stroke(Palette.quiet, width: 1.2, dashes: "4 3"))
    }
    drawLevels(on: &canvas, frame)
    let total = groups.reduce(0) { $0 + $1.x.count }
    for (index, group) in groups.enumerated() {
      for (x, y) in zip(group.x, group.y) where x.isFinite && y.isFinite {
        PlotMarker(series: index).draw(
          on: &canvas, at: frame.point(x, y), radius: total > 400 ? 1.6 : 2.8,
          fill: Palette.series(index), opacity: total > 400 ? 0.45 : 0.7)
      }
    }
    return canvas.markup(title: title)
  }

  private func drawLevels(on canvas: inout SVGCanvas, _ frame: PlotFrame) {
    let range = frame.horizontal.ticks.range
    let (left, right) = (range.lowerBound, range.upperBound)
    for level in levels {
      if let interval = level.interval {
        let corner = frame.point(left, interval.upperBound)
        canvas.polygon(
          [
            corner, frame.point(right, interval.upperBound),
            frame.point(right, interval.lowerBound), frame.point(left, interval.lowerBound),
          ], fill: Palette.quiet, opacity: 0.12)
      }
      canvas.line(
        frame.point(left, level.y), frame.point(right, level.y),
        SVGCanvas.Stroke(Palette.quiet, width: 1.2, dashes: "5 3"))
    }
    // Names that would lie upon each other are moved apart, the order kept.
    var lowest = -Double.infinity
    for level in levels.sorted(by: { $0.y > $1.y }) {
      let place = frame.point(right, level.y)
      let y = max(place.y + 3.5, lowest + 12)
      lowest = y
      canvas.write(level.name, at: SVGPoint(place.x + 6, y), size: 10, color: Palette.quiet)
    }
  }

  /// One row a point, then one a level line.
  public var table: DataTable {
    var table = DataTable(
      caption: title,
      columns: [
        DataTable.Column("group"), DataTable.Column(horizontal.name, unit: horizontal.unit),
        DataTable.Column(vertical.name, unit: vertical.unit),
      ])
    for group in groups {
      for (x, y) in zip(group.x, group.y) {
        table.append([.text(group.name), DataTable.cell(x), DataTable.cell(y)])
      }
    }
    for level in levels {
      table.append([.text(level.name), .missing, DataTable.cell(level.y)])
    }
    return table
  }
}
