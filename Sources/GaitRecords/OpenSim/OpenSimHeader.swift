/// The lines above `endheader`.
struct OpenSimHeader {
  private(set) var name = ""
  private(set) var isInDegrees: Bool?
  private(set) var dataType = "double"
  private(set) var rowCount: Int?
  private(set) var columnCount: Int?
  private(set) var metadata = [String: String]()

  private var hasFirstLine = false

  /// Takes in one line; lines that are no key are remarks.
  mutating func add(_ line: String, number: Int, file: String) throws(RecordError) {
    let text = OpenSimHeader.withoutTrailingSeparators(line)
    defer { hasFirstLine = true }
    if text.isEmpty { return }
    guard let (key, value) = OpenSimHeader.pair(in: text) else {
      if !hasFirstLine { name = text }
      return
    }
    switch key.lowercased() {
    case "name": name = value
    case "nrows", "datarows", "nr": rowCount = try OpenSimHeader.count(value, key, number, file)
    case "ncolumns", "datacolumns", "nc":
      columnCount = try OpenSimHeader.count(value, key, number, file)
    case "indegrees":
      guard
        let answer = ["yes": true, "no": false, "true": true, "false": false][
          value.lowercased()]
      else {
        throw .malformed(
          file: file, line: number, column: key, expected: "yes or no", found: "\"\(value)\"")
      }
      isInDegrees = answer
    case "datatype": dataType = value
    case "version": break
    default: metadata[key] = value
    }
  }

  /// The number of components of a cell of the stated type.
  func componentCount(file: String, line: Int) throws(RecordError) -> Int {
    switch dataType.lowercased() {
    case "double": return 1
    case "vec2": return 2
    case "vec3", "unitvec3": return 3
    case "quaternion", "vec4": return 4
    case "vec6", "spatialvec": return 6
    default:
      throw .malformed(
        file: file, line: line, column: "DataType",
        expected: "double, Vec2, Vec3, UnitVec3, Quaternion, Vec4, Vec6 or SpatialVec",
        found: "\"\(dataType)\"")
    }
  }

  static func isEnd(_ line: String) -> Bool {
    withoutTrailingSeparators(line).lowercased() == "endheader"
  }

  private static func withoutTrailingSeparators(_ line: String) -> String {
    var text = line.trimmingASCIIWhitespace()
    // A spreadsheet pads every line with the separators of the widest one.
    while text.last == "," || text.last == ";" {
      text.removeLast()
      text = text.trimmingASCIIWhitespace()
    }
    return text
  }

  /// `key=value`, or `key value` for the keys of SIMM motion files.
  private static func pair(in text: String) -> (key: String, value: String)? {
    if let mark = text.firstIndex(of: "=") {
      let key = text[..<mark].trimmingASCIIWhitespace()
      return (key, text[text.index(after: mark)...].trimmingASCIIWhitespace())
    }
    let words = text.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
    let plain = ["name", "datarows", "datacolumns", "nr", "nc", "range"]
    guard words.count == 2, plain.contains(words[0].lowercased()) else { return nil }
    return (String(words[0]), words[1].trimmingASCIIWhitespace())
  }

  private static func count(
    _ value: String, _ key: String, _ line: Int, _ file: String
  ) throws(RecordError) -> Int {
    guard let count = Int(value), count >= 0 else {
      throw .malformed(
        file: file, line: line, column: key, expected: "a whole number", found: "\"\(value)\"")
    }
    return count
  }
}
