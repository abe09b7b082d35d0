import Foundation

/// Text and numbers as SVG and HTML want them.
package enum MarkupText {
  /// Text that means itself in markup, in an element as in an attribute.
  ///
  /// Labels come from files, so a marker may be called `<script>`. Control characters, which no
  /// XML document may hold, become spaces.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || (0xFFFE...0xFFFF).contains(scalar.value):
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Escaped text whose long names may be parted where their words meet: behind a point and before
  /// a capital letter inside a word.
  package static func breakable(_ text: String) -> String {
    var pieces = [""]
    var last: Character?
    for letter in text {
      let meets = last == "." ? letter.isLetter : last?.isLowercase == true && letter.isUppercase
      if meets { pieces.append("") }
      pieces[pieces.count - 1].append(letter)
      last = letter
    }
    return pieces.map(escaped).joined(separator: "<wbr>")
  }

  /// A number with at most so many decimals and no trailing zeros; "0" for minus zero.
  package static func number(_ value: Double, decimals: Int = 2) -> String {
    guard value.isFinite else { return "–" }
    var text = fixed(value, decimals: decimals)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text
  }

  /// A number with exactly so many decimals; a dash for one that is not finite.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    var power = 1
    for _ in 0..<decimals { power *= 10 }
    let scaled = (abs(value) * Double(power)).rounded()
    // Drawings hold thousands of coordinates: those go without a format string.
    guard scaled < 1e15 else {
      return String(format: "%.\(decimals)f", locale: posix, value)
    }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: power)
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let digits = String(part)
    return "\(sign)\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
  }

  static let posix = Locale(identifier: "en_US_POSIX")
}
