/// Colours that people with any colour vision tell apart, and that print.
package enum Palette {
  /// Text and axes.
  package static let ink = "#1f2933"
  /// Secondary text.
  package static let quiet = "#52606d"
  /// Grid lines.
  package static let grid = "#e4e7eb"
  /// What is missing.
  package static let absent = "#c9ced6"

  /// The colour of a series.
  ///
  /// Okabe and Ito 2008, "Color universal design"; black last.
  package static func series(_ index: Int) -> String {
    colors[((index % colors.count) + colors.count) % colors.count]
  }

  /// How many series have a colour of their own.
  static var seriesCount: Int { colors.count }

  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7a00", "#000000",
  ]

  /// A colour for a share of 0 to 1, perceptually even: the map called viridis.
  ///
  /// Van der Walt and Smith 2015, in eleven stops with straight lines between.
  package static func sequential(_ share: Double) -> String {
    mixed(
      [
        (68, 1, 84), (72, 36, 117), (65, 68, 135), (53, 95, 141), (42, 120, 142), (33, 145, 140),
        (34, 168, 132), (68, 191, 112), (122, 209, 81), (189, 223, 38), (253, 231, 37),
      ], share)
  }

  /// A colour for a share of -1 to 1 with white in the middle: blue below, red above.
  package static func diverging(_ share: Double) -> String {
    mixed(
      [(33, 102, 172), (103, 169, 207), (247, 247, 247), (239, 138, 98), (178, 24, 43)],
      (share + 1) / 2)
  }

  /// The colour of text that is read on a colour.
  package static func ink(on color: String) -> String {
    guard color.count == 7, let value = Int(color.dropFirst(), radix: 16) else { return ink }
    let (red, green, blue) = (value >> 16, value >> 8 & 255, value & 255)
    let luminance = 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)
    return luminance > 140 ? ink : "#ffffff"
  }

  private static func mixed(_ stops: [(Int, Int, Int)], _ share: Double) -> String {
    guard share.isFinite else { return absent }
    let place = min(max(share, 0), 1) * Double(stops.count - 1)
    let lower = min(Int(place), stops.count - 2)
    let part = place - Double(lower)
    func channel(_ from: Int, _ to: Int) -> String {
      let value = Int((Double(from) + part * Double(to - from)).rounded())
      return (value < 16 ? "0" : "") + String(value, radix: 16)
    }
    let (from, to) = (stops[lower], stops[lower + 1])
    return "#" + channel(from.0, to.0) + channel(from.1, to.1) + channel(from.2, to.2)
  }
}
