/// The names of the series of a plot, beside a piece of each.
struct Legend {
  struct Entry {
    enum Mark { case line(dashes: String?), point(PlotMarker), box }
    var name: String
    var color: String
    var mark: Mark
  }

  private static let size = 10.5
  private static let rowHeight = 15.0
  private static let markWidth = 22.0
  private static let gap = 12.0

  private var rows: [[(entry: Entry, name: String, width: Double)]] = []

  /// The height of all rows.
  var height: Double { Double(rows.count) * Self.rowHeight }

  /// Lays the entries out in rows of a width.
  init(_ entries: [Entry], width: Double) {
    var used = Double.infinity
    for entry in entries {
      let room = width - Self.markWidth
      let name = TextLayout.lines(of: entry.name, size: Self.size, width: room, atMost: 1)[safe: 0]
      let own = Self.markWidth + TextLayout.width(of: name ?? "", size: Self.size) + Self.gap
      if used + own > width + Self.gap {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append((entry, name ?? "", own))
      used += own
    }
  }

  /// Draws the rows below a corner.
  func draw(on canvas: inout SVGCanvas, at corner: SVGPoint) {
    for (index, row) in rows.enumerated() {
      var x = corner.x
      let y = corner.y + (Double(index) + 0.5) * Self.rowHeight
      for item in row {
        switch item.entry.mark {
        case .line(let dashes):
          canvas.line(
            SVGPoint(x, y), SVGPoint(x + 16, y),
            SVGCanvas.Stroke(item.entry.color, width: 2, dashes: dashes))
        case .point(let marker):
          marker.draw(
            on: &canvas, at: SVGPoint(x + 8, y), radius: 3.5, fill: item.entry.color)
        case .box:
          canvas.rectangle(SVGPoint(x + 3, y - 5), width: 10, height: 10, fill: item.entry.color)
        }
        canvas.write(item.name, at: SVGPoint(x + Self.markWidth, y + 3.6), size: Self.size)
        x += item.width
      }
    }
  }
}

extension Array {
  /// The element at a place, nil where there is none.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
