import Foundation

/// Where the texts and marks of a drawing lie, read back from its SVG.
struct DrawingBounds {
  private(set) var outside: [String] = []
  private(set) var overlaps: [String] = []
  private(set) var textCount = 0

  init(_ drawing: String) {
    let size = Self.numbers(in: drawing, after: "viewBox=\"")
    guard size.count == 4 else {
      outside = ["no viewBox"]
      return
    }
    let (width, height) = (size[2], size[3])
    var boxes: [(text: String, left: Double, right: Double, y: Double, size: Double)] = []
    for line in drawing.split(separator: "\n") {
      let element = String(line)
      if element.hasPrefix("<text"), let close = element.firstIndex(of: ">") {
        textCount += 1
        let text = element[element.index(after: close)...].replacingOccurrences(
          of: "</text>", with: "")
        let (x, y, points) = (
          Self.value("x", element), Self.value("y", element), Self.value("font-size", element)
        )
        // The widths of a common face are near half of the size a character.
        let length = 0.5 * points * Double(Self.plain(text).count)
        if element.contains("rotate(-90") {
          if y - length / 2 < -1 || y + length / 2 > height + 1 { outside.append(text) }
          continue
        }
        let left =
          element.contains("\"middle\"")
          ? x - length / 2 : element.contains("\"end\"") ? x - length : x
        if left < -1 || left + length > width + 1 || y > height || y < points * 0.6 {
          outside.append(text)
        }
        boxes.append((text, left, left + length, y, points))
      } else if element.hasPrefix("<rect") {
        let (x, y) = (Self.value("x", element), Self.value("y", element))
        if x < 0 || y < 0 || x + Self.value("width", element) > width + 0.5
          || y + Self.value("height", element) > height
        {
          outside.append(element)
        }
      } else if element.hasPrefix("<circle") {
        let (x, y) = (Self.value("cx", element), Self.value("cy", element))
        if x < 0 || y < 0 || x > width || y > height { outside.append(element) }
      } else if element.hasPrefix("<poly") {
        let points = Self.numbers(in: element, after: "points=\"")
        for (index, value) in points.enumerated()
        where value < -0.5 || value > (index % 2 == 0 ? width : height) + 0.5 {
          outside.append(element)
        }
      }
    }
    for (index, first) in boxes.enumerated() {
      for second in boxes[(index + 1)...]
      where abs(first.y - second.y) < 0.75 * min(first.size, second.size)
        && first.left < second.right - 1 && second.left < first.right - 1
      {
        overlaps.append("\(first.text) | \(second.text)")
      }
    }
  }

  private static func plain(_ text: String) -> String {
    text.replacingOccurrences(of: "&[a-z#0-9]+;", with: "x", options: .regularExpression)
  }

  private static func value(_ name: String, _ element: String) -> Double {
    numbers(in: element, after: " \(name)=\"").first ?? .nan
  }

  private static func numbers(in text: String, after start: String) -> [Double] {
    guard let found = text.range(of: start) else { return [] }
    let rest = text[found.upperBound...].prefix { $0 != "\"" }
    return rest.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
  }
}
