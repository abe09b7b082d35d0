/// What a Trigno export says of a channel: in its own line of the preamble, or in a column's name.
struct TrignoLabel {
  let text: String
  var sampleRateHz: Double?
  var pointCount: Int?
  var unitText: String?

  /// Reads a line such as `Label: EMG 1 Sampling frequency: 1925.926 Number of points: 962 X start:
  /// 0 Unit: V Domain Unit: s`; nil if it is none.
  init?(preamble line: String) {
    guard line.hasPrefix("Label:") else { return nil }
    let keys = [
      "Label:", "Sampling frequency:", "Number of points:", "X start:", "Domain Unit:", "Domain:",
      "Unit:",
    ]
    var starts = [(key: String, range: Range<String.Index>)]()
    for key in keys {
      for range in line.ranges(of: key)
      where !starts.contains(where: { $0.range.overlaps(range) }) {
        starts.append((key, range))
      }
    }
    starts.sort { $0.range.lowerBound < $1.range.lowerBound }
    var values = [String: String]()
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1].range.lowerBound : line.endIndex
      if values[start.key] == nil {
        values[start.key] = line[start.range.upperBound..<end].trimmingASCIIWhitespace()
      }
    }
    text = values["Label:"] ?? ""
    func number(_ key: String) -> Double? {
      values[key].flatMap { NumberScanner().number(Array($0.replacing(",", with: ".").utf8)[...]) }
    }
    sampleRateHz = number("Sampling frequency:").flatMap { $0 > 0 ? $0 : nil }
    pointCount = number("Number of points:").flatMap { $0 >= 0 && $0 < 1e12 ? Int($0) : nil }
    unitText = values["Unit:"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Reads a column's name such as `Avanti sensor 1: ACC X 1 [g]`.
  init(column name: String) {
    if name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") {
      text = name[..<bracket].trimmingASCIIWhitespace()
      let unit = name[name.index(after: bracket)...].dropLast().trimmingASCIIWhitespace()
      unitText = unit.isEmpty ? nil : unit
    } else {
      text = name
    }
  }

  /// Whether a column's name is that of a time column: `X[s]`, `X [s]`.
  static func isTime(_ name: String) -> Bool {
    let plain = name.lowercased().filter { $0 != " " }
    return plain == "x[s]" || plain == "x(s)" || plain == "time[s]"
  }

  /// The sensor: what stands before the colon, or the whole label.
  var sensor: String {
    guard let colon = text.lastIndex(of: ":") else { return text }
    return text[..<colon].trimmingASCIIWhitespace()
  }

  private var words: [String] {
    let tail = text.lastIndex(of: ":").map { text[text.index(after: $0)...] } ?? text[...]
    return tail.uppercased().split { $0 == " " || $0 == "." || $0 == "_" }.map(String.init)
  }

  /// What the label says that the channel measures.
  var quantity: TrignoRecording.Quantity {
    for word in words {
      if word.hasPrefix("EMG") { return .emg }
      if word.hasPrefix("ACC") { return .acceleration }
      if word.hasPrefix("GYR") { return .angularRate }
      if word.hasPrefix("MAG") { return .magneticField }
    }
    return .other
  }

  /// The axis that the label names.
  var axis: Int? {
    guard quantity != .emg, quantity != .other else { return nil }
    for word in words {
      if let place = ["X", "Y", "Z"].firstIndex(of: word) { return place }
    }
    return nil
  }
}
