import Foundation

/// The text that an EDF file starts with.
struct EDFHeader {
  struct Entry {
    var label = ""
    var transducer = ""
    var unit = ""
    var physicalMinimum = 0.0
    var physicalMaximum = 0.0
    var digitalMinimum = 0
    var digitalMaximum = 0
    var prefilter = ""
    var samplesPerRecord = 0
    var isAnnotations = false
  }

  let width: EDFFile.Width
  let isPlus: Bool
  let isDiscontinuous: Bool
  let patient: String
  let recording: String
  let start: DateComponents?
  let byteCount: Int
  let recordCount: Int
  let recordDurationS: Double
  let entries: [Entry]

  /// Samples of all signals in a record.
  var samplesPerRecord: Int { entries.reduce(0) { $0 + $1.samplesPerRecord } }

  init(_ file: BinaryFile, limits: ReadingLimits, report: inout ImportReport) throws(RecordError) {
    try file.require(256, at: 0, "header")
    let fields = EDFFields(file: file)
    if file[0] == 0xFF, file.text(1..<8) == "BIOSEMI" {
      width = .bdf
    } else if file.text(0..<8) == "0" {
      width = .edf
    } else {
      throw file.malformed(
        at: 0, "version", expected: "\"0\" or BIOSEMI", found: fields.excerpt(0..<8))
    }
    let kind = file.text(192..<236)
    isPlus = kind.hasPrefix("EDF+") || kind.hasPrefix("BDF+")
    isDiscontinuous = isPlus && kind.dropFirst(4).hasPrefix("D")
    patient = file.text(8..<88)
    recording = file.text(88..<168)
    start = EDFHeader.start(
      date: file.text(168..<176), time: file.text(176..<184), recording: isPlus ? recording : "")
    if start == nil {
      report.warn(
        "the start \(fields.excerpt(168..<176)) \(fields.excerpt(176..<184)) is no date and time",
        file: file.name)
    }
    byteCount = try fields.integer(184..<192, "bytes of the header")
    recordCount = try fields.integer(236..<244, "data records")
    recordDurationS = try fields.number(244..<252, "duration of a data record")
    let count = try fields.integer(252..<256, "signals")
    guard count >= 0, byteCount == 256 * (count + 1) else {
      throw file.malformed(
        at: 184, "bytes of the header", expected: "256 for each of \(count) signals and 256",
        found: "\(byteCount)")
    }
    guard count <= limits.maximumColumns else {
      throw .limitExceeded(
        file: file.name, limit: "signals", allowed: limits.maximumColumns, found: count)
    }
    try file.require(byteCount, at: 0, "header")
    guard recordCount >= -1, recordDurationS >= 0 else {
      throw file.malformed(
        at: 236, "data records", expected: "a count and a duration",
        found: "\(recordCount) of \(recordDurationS) s")
    }
    var entries = [Entry]()
    for signal in 0..<count {
      entries.append(try EDFHeader.entry(signal, of: count, fields, isPlus: isPlus))
    }
    self.entries = entries
  }

  private static func entry(
    _ signal: Int, of count: Int, _ fields: EDFFields, isPlus: Bool
  ) throws(RecordError) -> Entry {
    let file = fields.file
    // Each field of all signals comes before the next field.
    var start = 256
    func place(_ width: Int) -> Range<Int> {
      defer { start += width * count }
      return start + signal * width..<start + (signal + 1) * width
    }
    var entry = Entry()
    entry.label = file.text(place(16))
    entry.transducer = file.text(place(80))
    entry.unit = file.text(place(8))
    let word = "signal \(signal + 1)"
    entry.isAnnotations =
      isPlus && (entry.label == "EDF Annotations" || entry.label == "BDF Annotations")
    let ranges = [place(8), place(8), place(8), place(8)]
    if !entry.isAnnotations {
      entry.physicalMinimum = try fields.number(ranges[0], "physical minimum of \(word)")
      entry.physicalMaximum = try fields.number(ranges[1], "physical maximum of \(word)")
      entry.digitalMinimum = try fields.integer(ranges[2], "digital minimum of \(word)")
      entry.digitalMaximum = try fields.integer(ranges[3], "digital maximum of \(word)")
      guard entry.digitalMaximum > entry.digitalMinimum,
        entry.physicalMaximum != entry.physicalMinimum
      else {
        throw file.malformed(
          at: ranges[2].lowerBound, "range of \(word)", expected: "two different ends",
          found: "\(entry.physicalMinimum) to \(entry.physicalMaximum) for "
            + "\(entry.digitalMinimum) to \(entry.digitalMaximum)")
      }
    }
    entry.prefilter = file.text(place(80))
    let samples = place(8)
    entry.samplesPerRecord = try fields.integer(samples, "samples of \(word) in a record")
    guard entry.samplesPerRecord >= 0 else {
      throw file.malformed(
        at: samples.lowerBound, "samples of \(word) in a record", expected: "0 or more",
        found: "\(entry.samplesPerRecord)")
    }
    return entry
  }

  /// The start by `dd.mm.yy` and `hh.mm.ss`; EDF+ repeats the date with a year of four digits.
  private static func start(date: String, time: String, recording: String) -> DateComponents? {
    let separators: Set<Character> = [".", ":", "-", "/"]
    let days = date.split(whereSeparator: separators.contains).map { Int($0) }
    let hours = time.split(whereSeparator: separators.contains).map { Int($0) }
    guard days.count == 3, hours.count == 3, let day = days[0], let month = days[1],
      let year = days[2], let hour = hours[0], let minute = hours[1], let second = hours[2],
      (1...31).contains(day), (1...12).contains(month), (0...99).contains(year),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    var full = year >= 85 ? 1900 + year : 2000 + year
    let words = recording.split(separator: " ")
    if words.count > 1, words[0] == "Startdate", let last = words[1].split(separator: "-").last,
      let stated = Int(last), (1000...9999).contains(stated)
    {
      full = stated
    }
    return DateComponents(
      year: full, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}

/// Takes numbers from the blank-padded fields of an EDF header.
struct EDFFields {
  let file: BinaryFile

  func number(_ range: Range<Int>, _ field: String) throws(RecordError) -> Double {
    // Some programs write the decimal comma of their country.
    let text = file.text(range).replacing(",", with: ".")
    let letters = Set("0123456789+-.eE")
    guard text.allSatisfy(letters.contains), let value = Double(text), value.isFinite else {
      throw file.malformed(
        at: range.lowerBound, field, expected: "a number", found: excerpt(range))
    }
    return value
  }

  func integer(_ range: Range<Int>, _ field: String) throws(RecordError) -> Int {
    let value = try number(range, field)
    guard abs(value) <= 1e9, value == value.rounded() else {
      throw file.malformed(
        at: range.lowerBound, field, expected: "a whole number", found: excerpt(range))
    }
    return Int(value)
  }

  func excerpt(_ range: Range<Int>) -> String { TextFile.excerpt([UInt8](file.data[range])) }
}
