/// How much room text takes, without a font engine.
///
/// Widths are those of a wide common sans-serif face, rounded up, so that whichever face the
/// reader's browser takes needs no more than was reserved.
package enum TextLayout {
  /// The width of a line of text at a size, in the size's unit.
  package static func width(of text: String, size: Double) -> Double {
    size * text.unicodeScalars.reduce(0) { $0 + advance(of: $1) }
  }

  /// Lines no wider than a width, broken between words where possible.
  ///
  /// A word that is wider than the width by itself is broken between characters; what does not
  /// fit into the permitted number of lines ends in an ellipsis.
  package static func lines(
    of text: String, size: Double, width: Double, atMost count: Int = .max
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ candidate: String) -> Bool { Self.width(of: candidate, size: size) <= width }
    for word in text.split(whereSeparator: \.isWhitespace) {
      let joined = line.isEmpty ? String(word) : line + " " + word
      if fits(joined) {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, !fits(line + String(character)) {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > count, count > 0 else { return lines }
    var last = lines[count - 1]
    while !last.isEmpty, !fits(last + "…") { last.removeLast() }
    return Array(lines.prefix(count - 1)) + [last + "…"]
  }

  private static func advance(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "'", ".", ",", ":", ";", "|", "!": 0.32
    case "f", "t", "r", "(", ")", "[", "]", "I", " ", "-", "/": 0.42
    case "m", "w", "M", "W", "@", "%", "—", "…": 1.0
    case "A"..."Z", "&", "+", "=", "<", ">", "±", "–": 0.78
    case "\u{0300}"..."\u{036F}": 0
    case "\u{1100}"...: 1.05
    default: 0.64
    }
  }
}
