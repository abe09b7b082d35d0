/// A point in the coordinates of a drawing: right and down.
package struct SVGPoint: Hashable, Sendable {
  package var x: Double
  package var y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A drawing that grows element by element and ends as SVG text.
///
/// The same calls give the same bytes: no date, no identifier, no hash order.
package struct SVGCanvas {
  /// Where a text stands about its point.
  package enum Anchor: String { case start, middle, end }

  /// How a line looks.
  package struct Stroke {
    package var color: String
    package var width: Double
    package var dashes: String?

    package init(_ color: String, width: Double = 1.6, dashes: String? = nil) {
      self.color = color
      self.width = width
      self.dashes = dashes
    }

    fileprivate var attributes: String {
      "stroke=\"\(color)\" stroke-width=\"\(MarkupText.number(width))\""
        + (dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "")
    }
  }

  package let width: Double
  package let height: Double
  private var elements: [String] = []

  package init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  package mutating func line(_ from: SVGPoint, _ to: SVGPoint, _ stroke: Stroke) {
    elements.append(
      "<line x1=\"\(text(from.x))\" y1=\"\(text(from.y))\" x2=\"\(text(to.x))\" "
        + "y2=\"\(text(to.y))\" \(stroke.attributes)/>")
  }

  /// A line through points; one that is not finite parts it.
  package mutating func polyline(_ points: [SVGPoint], _ stroke: Stroke) {
    for run in Self.finiteRuns(points) {
      if run.count == 1 {
        circle(run[0], radius: stroke.width, fill: stroke.color)
      } else {
        elements.append(
          "<polyline points=\"\(list(run))\" fill=\"none\" \(stroke.attributes) "
            + "stroke-linejoin=\"round\"/>")
      }
    }
  }

  package mutating func polygon(
    _ points: [SVGPoint], fill: String, opacity: Double = 1, stroke: Stroke? = nil
  ) {
    elements.append(
      "<polygon points=\"\(list(points))\" fill=\"\(fill)\""
        + (opacity < 1 ? " fill-opacity=\"\(text(opacity))\"" : "")
        + (stroke.map { " \($0.attributes)" } ?? "") + "/>")
  }

  package mutating func rectangle(
    _ corner: SVGPoint, width: Double, height: Double, fill: String, stroke: Stroke? = nil,
    hint: String? = nil
  ) {
    let start =
      "<rect x=\"\(text(corner.x))\" y=\"\(text(corner.y))\" width=\"\(text(max(0, width)))\" "
      + "height=\"\(text(max(0, height)))\" fill=\"\(fill)\""
      + (stroke.map { " \($0.attributes)" } ?? "")
    elements.append(start + ending("rect", hint))
  }

  package mutating func circle(
    _ center: SVGPoint, radius: Double, fill: String, opacity: Double = 1, stroke: Stroke? = nil,
    hint: String? = nil
  ) {
    guard center.x.isFinite, center.y.isFinite else { return }
    let start =
      "<circle cx=\"\(text(center.x))\" cy=\"\(text(center.y))\" r=\"\(text(radius))\" "
      + "fill=\"\(fill)\"" + (opacity < 1 ? " fill-opacity=\"\(text(opacity))\"" : "")
      + (stroke.map { " \($0.attributes)" } ?? "")
    elements.append(start + ending("circle", hint))
  }

  /// A line of text; `turn` in degrees about its point, clockwise.
  package mutating func write(
    _ words: String, at point: SVGPoint, size: Double = 11, anchor: Anchor = .start,
    color: String = Palette.ink, isBold: Bool = false, turn: Double = 0
  ) {
    elements.append(
      "<text x=\"\(text(point.x))\" y=\"\(text(point.y))\" font-size=\"\(text(size))\" "
        + "fill=\"\(color)\"" + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
        + (isBold ? " font-weight=\"600\"" : "")
        + (turn == 0
          ? "" : " transform=\"rotate(\(text(turn)) \(text(point.x)) \(text(point.y)))\"")
        + ">\(MarkupText.escaped(words))</text>")
  }

  /// The whole drawing; `title` is what a screen reader says.
  package func markup(title: String) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(text(width)) \(text(height))\" "
      + "width=\"\(text(width))\" height=\"\(text(height))\" role=\"img\" "
      + "font-family=\"system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif\">\n"
      + "<title>\(MarkupText.escaped(title))</title>\n"
      + elements.joined(separator: "\n") + "\n</svg>"
  }

  /// The stretches of points whose coordinates are numbers.
  static func finiteRuns(_ points: [SVGPoint]) -> [[SVGPoint]] {
    points.split { !($0.x.isFinite && $0.y.isFinite) }.map(Array.init)
  }

  private func ending(_ name: String, _ hint: String?) -> String {
    hint.map { "><title>\(MarkupText.escaped($0))</title></\(name)>" } ?? "/>"
  }

  private func text(_ value: Double) -> String { MarkupText.number(value) }

  private func list(_ points: [SVGPoint]) -> String {
    points.map { "\(text($0.x)),\(text($0.y))" }.joined(separator: " ")
  }
}
