/// Curves over a common axis, each with or without a band.
///
/// For learning curves, measured and predicted curves over the gait cycle, receiver operating and
/// calibration curves.
public struct CurvesFigure: Figure {
  /// One curve.
  public struct Curve: Hashable, Sendable {
    /// How its line is drawn.
    public enum Style: Hashable, Sendable {
      /// An unbroken line.
      case solid
      /// A dashed line, as for a prediction beside a measurement.
      case dashed
      /// A thin line among many of its kind, not in the legend.
      case thin
    }

    /// The name in the legend.
    public var name: String
    /// Places on the horizontal axis.
    public var x: [Double]
    /// Values; nan parts the line.
    public var y: [Double]
    /// The band: lower and upper ends at each place.
    public var band: (lower: [Double], upper: [Double])? {
      get { lower.isEmpty ? nil : (lower, upper) }
      set { (lower, upper) = newValue ?? ([], []) }
    }
    private var lower: [Double] = []
    private var upper: [Double] = []
    /// How its line is drawn.
    public var style: Style
    /// Its place in the palette; curves with the same number share a colour.
    public var color: Int

    /// A curve of values at places, with or without a band.
    ///
    /// - Precondition: All arrays are equally long.
    public init(
      _ name: String, x: [Double], y: [Double],
      band: (lower: [Double], upper: [Double])? = nil, style: Style = .solid, color: Int = 0
    ) {
      precondition(
        x.count == y.count
          && (band.map { $0.lower.count == x.count && $0.upper.count == x.count } ?? true),
        "CurvesFigure.Curve \(name): \(x.count) places and \(y.count) values, or a band unlike both"
      )
      self.name = name
      self.x = x
      self.y = y
      self.style = style
      self.color = color
      self.band = band
    }

    /// The line's dashes; where the colours begin anew, other ones tell the curves apart.
    var dashes: String? {
      if style == .dashed { return "5 4" }
      let rounds = [nil, "7 2 2 2", "2 2"]
      return style == .thin ? nil : rounds[color / Palette.seriesCount % rounds.count]
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
  /// The curves, the first below.
  public var curves: [Curve]
  /// Fixed ends of both axes, such as 0 to 1 for shares; nil for those of the data.
  public var range: (horizontal: ClosedRange<Double>?, vertical: ClosedRange<Double>?)
  /// Upright dashed lines with a name, such as toe-off.
  public var marks: [(x: Double, name: String)]
  /// Whether the line of equal values is drawn.
  public var isDiagonalDrawn: Bool

  /// A figure of curves.
  public init(
    title: String, caption: String = "", horizontal: PlotQuantity, vertical: PlotQuantity,
    curves: [Curve],
    range: (horizontal: ClosedRange<Double>?, vertical: ClosedRange<Double>?) = (nil, nil),
    marks: [(x: Double, name: String)] = [], isDiagonalDrawn: Bool = false
  ) {
    self.title = title
    self.caption = caption
    self.horizontal = horizontal
    self.vertical = vertical
    self.curves = curves
    self.range = range
    self.marks = marks
    self.isDiagonalDrawn = isDiagonalDrawn
  }

  /// The drawing.
  public var drawing: String {
    let legend = Legend(
      curves.filter { $0.style != .thin }.map {
        Legend.Entry(
          name: $0.name, color: Palette.series($0.color),
          mark: .line(dashes: $0.dashes))
      }, width: PlotFrame.figureWidth - 60)
    let values = curves.lazy.flatMap { curve in
      curve.y + (curve.band.map { $0.lower + $0.upper } ?? [])
    }
    let frame = PlotFrame(
      horizontal: PlotAxis(
        horizontal, curves.lazy.flatMap(\.x) + marks.map(\.x), fixed: fixedHorizontal),
      vertical: PlotAxis(vertical, values, fixed: range.vertical),
      top: legend.height + (marks.isEmpty ? 12 : 24), height: 210)
    var canvas = SVGCanvas(width: PlotFrame.figureWidth, height: frame.bottom)
    legend.draw(on: &canvas, at: SVGPoint(frame.left, 4))
    frame.draw(on: &canvas)
    if isDiagonalDrawn { drawDiagonal(on: &canvas, frame) }
    for mark in marks where mark.x.isFinite { draw(mark, on: &canvas, frame) }
    for curve in curves { drawBand(of: curve, on: &canvas, frame) }
    for curve in curves {
      canvas.polyline(
        zip(curve.x, curve.y).map { frame.point($0, $1) },
        SVGCanvas.Stroke(
          Palette.series(curve.color), width: curve.style == .thin ? 0.7 : 1.9,
          dashes: curve.dashes))
    }
    return canvas.markup(title: title)
  }

  /// Ends at the data where the places are evenly shared, as over a gait cycle of 0 to 100 %.
  private var fixedHorizontal: ClosedRange<Double>? {
    if let own = range.horizontal { return own }
    let places = curves.lazy.flatMap(\.x).filter(\.isFinite)
    guard let low = places.min(), let high = places.max(), high > low else { return nil }
    return low...high
  }

  private func drawDiagonal(on canvas: inout SVGCanvas, _ frame: PlotFrame) {
    let (x, y) = (frame.horizontal.ticks.range, frame.vertical.ticks.range)
    let low = max(x.lowerBound, y.lowerBound)
    let high = min(x.upperBound, y.upperBound)
    guard low < high else { return }
    canvas.line(
      frame.point(low, low), frame.point(high, high),
      SVGCanvas.Stroke(Palette.absent, width: 1.2, dashes: "3 3"))
  }

  private func draw(
    _ mark: (x: Double, name: String), on canvas: inout SVGCanvas, _ frame: PlotFrame
  ) {
    let top = frame.point(mark.x, frame.vertical.ticks.range.upperBound)
    canvas.line(
      top, SVGPoint(top.x, frame.top + frame.height),
      SVGCanvas.Stroke(Palette.quiet, width: 1, dashes: "2 3"))
    let half = TextLayout.width(of: mark.name, size: 10) / 2
    let x = min(max(top.x, half), PlotFrame.figureWidth - half)
    canvas.write(
      mark.name, at: SVGPoint(x, top.y - 4), size: 10, anchor: .middle, color: Palette.quiet)
  }

  private func drawBand(of curve: Curve, on canvas: inout SVGCanvas, _ frame: PlotFrame) {
    guard let band = curve.band else { return }
    let places = curve.x.indices.split {
      !(curve.x[$0].isFinite && band.lower[$0].isFinite && band.upper[$0].isFinite)
    }
    for run in places where run.count > 1 {
      canvas.polygon(
        run.map { frame.point(curve.x[$0], band.upper[$0]) }
          + run.reversed().map { frame.point(curve.x[$0], band.lower[$0]) },
        fill: Palette.series(curve.color), opacity: 0.16)
    }
  }

  /// One row a point: curve, place, value, and the band's ends.
  public var table: DataTable {
    var table = DataTable(
      caption: title,
      columns: [
        DataTable.Column("curve"), DataTable.Column(horizontal.name, unit: horizontal.unit),
        DataTable.Column(vertical.name, unit: vertical.unit),
        DataTable.Column("lower", unit: vertical.unit),
        DataTable.Column("upper", unit: vertical.unit),
      ])
    for curve in curves {
      for index in curve.x.indices {
        table.append([
          .text(curve.name), DataTable.cell(curve.x[index]), DataTable.cell(curve.y[index]),
          DataTable.cell(curve.band?.lower[index]), DataTable.cell(curve.band?.upper[index]),
        ])
      }
    }
    return table
  }
}
