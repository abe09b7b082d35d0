import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Collects the frames of an `.mvnx` file while the XML parser walks through it.
final class MVNXDocument: NSObject, XMLParserDelegate {
  private(set) var failure: RecordError?
  /// Whether the root element was closed: the parser says nothing of a file that is cut off.
  private(set) var isComplete = false

  let file: String
  let limits: ReadingLimits
  private let scanner = NumberScanner()
  private(set) var subject = ""
  private(set) var frameRateHz: Double?
  private(set) var segments = [String]()
  private(set) var joints = [String]()
  private(set) var sensors = [String]()
  private(set) var times = [Double]()
  private(set) var lines = [Int]()
  private(set) var rows = [MVNXRecording.Quantity: [Double]]()
  private(set) var skippedFrames = 0
  private var depth = 0
  private var isInFrame = false
  private var isInSubject = false
  private var quantity: MVNXRecording.Quantity?
  private var text = [UInt8]()

  init(file: String, limits: ReadingLimits) {
    self.file = file
    self.limits = limits
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    depth += 1
    switch name {
    case "subject": beginSubject(attributes, parser)
    case "segment": add(attributes["label"], to: &segments, parser)
    case "joint": add(attributes["label"], to: &joints, parser)
    case "sensor": add(attributes["label"], to: &sensors, parser)
    case "frame": beginFrame(attributes, parser)
    default:
      guard isInFrame else { return }
      quantity = MVNXRecording.Quantity(rawValue: name)
      text.removeAll(keepingCapacity: true)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if quantity != nil { text.append(contentsOf: string.utf8) }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    if depth == 0 { isComplete = true }
    if name == "frame" {
      if isInFrame { endFrame() }
      isInFrame = false
    } else if let quantity, quantity.rawValue == name {
      take(quantity, parser)
      self.quantity = nil
    }
  }

  private func stop(_ error: RecordError, _ parser: XMLParser) {
    if failure == nil { failure = error }
    parser.abortParsing()
  }

  private func complain(
    _ column: String, expected: String, found: String, _ parser: XMLParser
  ) {
    stop(
      .malformed(
        file: file, line: max(parser.lineNumber, 1), column: column, expected: expected,
        found: found), parser)
  }

  private func beginSubject(_ attributes: [String: String], _ parser: XMLParser) {
    guard !isInSubject else {
      return complain("subject", expected: "one subject", found: "another one", parser)
    }
    isInSubject = true
    subject = attributes["label"] ?? ""
    let rate = attributes["frameRate"].flatMap { scanner.number(Array($0.utf8)[...]) }
    guard let rate, rate > 0, rate < 1e6 else {
      return complain(
        "frameRate", expected: "a positive number of frames per second",
        found: attributes["frameRate"].map { TextFile.excerpt(Array($0.utf8)) } ?? "none", parser)
    }
    frameRateHz = rate
  }

  private func add(_ label: String?, to names: inout [String], _ parser: XMLParser) {
    names.append(label ?? "\(names.count + 1)")
    if names.count * 4 > limits.maximumColumns {
      stop(
        .limitExceeded(
          file: file, limit: "columns", allowed: limits.maximumColumns, found: names.count * 4),
        parser)
    }
  }

  private func beginFrame(_ attributes: [String: String], _ parser: XMLParser) {
    guard attributes["type"] ?? "normal" == "normal" else {
      skippedFrames += 1
      return
    }
    guard times.count < limits.maximumRows else {
      return stop(
        .limitExceeded(
          file: file, limit: "rows", allowed: limits.maximumRows, found: times.count + 1), parser)
    }
    let time = attributes["time"].flatMap { scanner.number(Array($0.utf8)[...]) }
    guard let time else {
      return complain(
        "time", expected: "a number of milliseconds",
        found: attributes["time"].map { TextFile.excerpt(Array($0.utf8)) } ?? "none", parser)
    }
    isInFrame = true
    times.append(time)
    lines.append(max(parser.lineNumber, 1))
  }

  /// A quantity that a frame does not hold is missing in it.
  private func endFrame() {
    for (quantity, values) in rows {
      let width = width(of: quantity)
      let lacking = times.count * width - values.count
      if lacking > 0 { rows[quantity, default: []] += Array(repeating: .nan, count: lacking) }
    }
  }

  private func width(of quantity: MVNXRecording.Quantity) -> Int {
    let count =
      switch quantity.bearer {
      case .segment: segments.count
      case .joint: joints.count
      case .sensor: sensors.count
      case .body: 1
      }
    return count * quantity.width
  }

  private func take(_ quantity: MVNXRecording.Quantity, _ parser: XMLParser) {
    var numbers = [Double]()
    for word in text.split(whereSeparator: { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 }) {
      if let number = scanner.number(word) {
        numbers.append(number)
      } else if MissingCell.matches(word) {
        numbers.append(.nan)
      } else {
        return complain(
          quantity.rawValue, expected: "a number", found: TextFile.excerpt(Array(word)), parser)
      }
    }
    let width = width(of: quantity)
    // Some versions append numbers to the centre of mass: its velocity and acceleration.
    if quantity == .centerOfMass, numbers.count > width {
      numbers.removeLast(numbers.count - width)
    }
    guard numbers.count == width else {
      return complain(
        quantity.rawValue, expected: "\(width) numbers", found: "\(numbers.count)", parser)
    }
    var values = rows[quantity, default: []]
    rows[quantity] = nil
    let before = (times.count - 1) * width
    guard values.count <= before else {
      return complain(quantity.rawValue, expected: "it once in a frame", found: "it twice", parser)
    }
    values.append(contentsOf: repeatElement(.nan, count: before - values.count))
    values.append(contentsOf: numbers)
    rows[quantity] = values
  }
}
