/// The rectangle of a plot with its axes, and where values lie in it.
struct PlotFrame {
  /// The width of every figure: what a phone shows without shrinking its text below reading size.
  static let figureWidth = 440.0
  private static let tickSize = 10.0
  private static let titleSize = 11.0

  let horizontal: PlotAxis
  let vertical: PlotAxis
  let left: Double
  let top: Double
  let width: Double
  let height: Double

  /// The bottom of what the axis takes.
  var bottom: Double { top + height + 40 }

  /// Leaves room on the left for the labels of the vertical axis.
  init(
    horizontal: PlotAxis, vertical: PlotAxis, top: Double, height: Double, rightMargin: Double = 16
  ) {
    self.horizontal = horizontal
    self.vertical = vertical
    let widest = vertical.ticks.labels.map { TextLayout.width(of: $0, size: Self.tickSize) }.max()
    left = 24 + (widest ?? 0) + 8
    self.top = top
    self.height = height
    width = Self.figureWidth - left - rightMargin
  }

  /// Where a pair of values lies.
  func point(_ x: Double, _ y: Double) -> SVGPoint {
    SVGPoint(left + width * horizontal.share(x), top + height * (1 - vertical.share(y)))
  }

  /// Draws the grid, the marks and the titles of both axes.
  func draw(on canvas: inout SVGCanvas) {
    let grid = SVGCanvas.Stroke(Palette.grid, width: 1)
    let bottom = top + height
    for (value, label) in zip(vertical.ticks.values, vertical.ticks.labels) {
      let y = top + height * (1 - vertical.share(value))
      canvas.line(SVGPoint(left, y), SVGPoint(left + width, y), grid)
      canvas.write(
        label, at: SVGPoint(left - 6, y + 3.5), size: Self.tickSize, anchor: .end,
        color: Palette.quiet)
    }
    // Labels that would touch their neighbours are left out, evenly.
    let labels = horizontal.ticks.labels
    let widest = labels.map { TextLayout.width(of: $0, size: Self.tickSize) }.max() ?? 0
    let spacing = labels.count > 1 ? width / Double(labels.count - 1) : width
    let stride = max(1, Int(((widest + 6) / spacing).rounded(.up)))
    for (index, value) in horizontal.ticks.values.enumerated() {
      let x = left + width * horizontal.share(value)
      canvas.line(SVGPoint(x, bottom), SVGPoint(x, bottom + 4), .init(Palette.quiet, width: 1))
      guard index % stride == 0 else { continue }
      let half = TextLayout.width(of: labels[index], size: Self.tickSize) / 2
      let overhang = x + half > Self.figureWidth - 1
      canvas.write(
        labels[index], at: SVGPoint(overhang ? Self.figureWidth - 1 : x, bottom + 16),
        size: Self.tickSize, anchor: overhang ? .end : .middle, color: Palette.quiet)
    }
    canvas.line(
      SVGPoint(left, bottom), SVGPoint(left + width, bottom), .init(Palette.quiet, width: 1))
    canvas.line(SVGPoint(left, top), SVGPoint(left, bottom), .init(Palette.quiet, width: 1))
    let middle = left + width / 2
    let room = 2 * min(middle, Self.figureWidth - middle)
    canvas.write(
      fitted(horizontal.title, room), at: SVGPoint(middle, bottom + 33),
      size: Self.titleSize, anchor: .middle)
    canvas.write(
      fitted(vertical.title, height + 36), at: SVGPoint(14, top + height / 2),
      size: Self.titleSize, anchor: .middle, turn: -90)
  }

  private func fitted(_ title: String, _ room: Double) -> String {
    TextLayout.lines(of: title, size: Self.titleSize, width: room, atMost: 1).first ?? ""
  }
}
