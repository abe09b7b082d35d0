/// A plot of named rows over one level axis.
struct RowFrame {
  private static let nameSize = 10.5
  private static let tickSize = 10.0

  /// Each name in the lines that its row has room for.
  private let names: [[String]]
  let axis: PlotAxis
  let top: Double
  let rowHeight: Double
  private let left: Double
  private let width: Double

  /// Names take what they need, at most two fifths of the figure; longer ones are broken or cut.
  init(names: [String], axis: PlotAxis, top: Double, rowHeight: Double) {
    let most = PlotFrame.figureWidth * 0.42
    self.names = names.map {
      TextLayout.lines(
        of: $0, size: Self.nameSize, width: most, atMost: max(1, Int(rowHeight / 12)))
    }
    self.axis = axis
    self.top = top
    self.rowHeight = rowHeight
    let widest =
      self.names.joined().map { TextLayout.width(of: $0, size: Self.nameSize) }.max() ?? 0
    left = widest + 12
    width = PlotFrame.figureWidth - left - 20
  }

  /// The bottom of what the axis takes.
  var bottom: Double { lowest + 40 }

  private var lowest: Double { top + Double(names.count) * rowHeight }

  /// Where a value lies.
  func x(_ value: Double) -> Double { left + width * axis.share(value) }

  /// The middle of a row.
  func y(_ row: Int) -> Double { top + (Double(row) + 0.5) * rowHeight }

  /// Draws names, grid, marks and the axis title.
  func draw(on canvas: inout SVGCanvas) {
    for (row, lines) in names.enumerated() {
      let first = y(row) + 3.6 - 6 * Double(lines.count - 1)
      for (index, line) in lines.enumerated() {
        canvas.write(
          line, at: SVGPoint(left - 6, first + 12 * Double(index)), size: Self.nameSize,
          anchor: .end)
      }
    }
    for (value, label) in zip(axis.ticks.values, axis.ticks.labels) {
      let place = x(value)
      canvas.line(
        SVGPoint(place, top), SVGPoint(place, lowest),
        SVGCanvas.Stroke(value == 0 ? Palette.quiet : Palette.grid, width: 1))
      canvas.write(
        label, at: SVGPoint(place, lowest + 14), size: Self.tickSize, anchor: .middle,
        color: Palette.quiet)
    }
    let middle = left + width / 2
    let room = 2 * min(middle, PlotFrame.figureWidth - middle)
    let title = TextLayout.lines(of: axis.title, size: 11, width: room, atMost: 1).first ?? ""
    canvas.write(title, at: SVGPoint(middle, lowest + 31), size: 11, anchor: .middle)
  }
}
