/// The shape of a point: where there are more groups than colours, the shape tells them apart.
enum PlotMarker: CaseIterable {
  case circle, square, triangle

  /// The marker of a series: another one each time the colours begin anew.
  init(series index: Int) {
    self = Self.allCases[index / Palette.seriesCount % Self.allCases.count]
  }

  /// Draws the marker around a place, about as large as a circle of a radius.
  func draw(
    on canvas: inout SVGCanvas, at place: SVGPoint, radius: Double, fill: String,
    opacity: Double = 1
  ) {
    switch self {
    case .circle: canvas.circle(place, radius: radius, fill: fill, opacity: opacity)
    case .square:
      canvas.polygon(
        [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)].map {
          SVGPoint(place.x + $0.0 * radius, place.y + $0.1 * radius)
        }, fill: fill, opacity: opacity)
    case .triangle:
      canvas.polygon(
        [(0, -1.3), (1.2, 0.9), (-1.2, 0.9)].map {
          SVGPoint(place.x + $0.0 * radius, place.y + $0.1 * radius)
        }, fill: fill, opacity: opacity)
    }
  }
}
