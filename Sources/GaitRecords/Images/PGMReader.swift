import Foundation

/// Reads the portable grey map in its plain (P2) and its binary form (P5).
struct PGMReader {
  private let file: BinaryFile
  private let limits: ReadingLimits
  private var place = 2

  init(_ file: BinaryFile, limits: ReadingLimits) {
    self.file = file
    self.limits = limits
  }

  func read() throws(RecordError) -> (image: GreyImage, report: ImportReport) {
    var reader = self
    return try reader.run()
  }

  private mutating func run() throws(RecordError) -> (image: GreyImage, report: ImportReport) {
    let isPlain = file[1] == UInt8(ascii: "2")
    let width = try number("width", 1...Int(Int32.max))
    let height = try number("height", 1...Int(Int32.max))
    let maximum = try number("largest value", 1...65535)
    let (count, isTooLarge) = width.multipliedReportingOverflow(by: height)
    // A plain pixel takes a digit and a blank, save the last one.
    let size = isPlain ? 2 : maximum > 255 ? 2 : 1
    let left = file.count - place + (isPlain ? 1 : -1)
    guard !isTooLarge, count <= limits.maximumBytes / 2, count <= max(left, 0) / size else {
      throw file.malformed(
        at: place, "pixels", expected: "\(width) x \(height)", found: "\(max(left, 0)) bytes")
    }
    var pixels = [UInt16](repeating: 0, count: count)
    if isPlain {
      for index in 0..<count { pixels[index] = UInt16(try number("pixel", 0...maximum)) }
    } else {
      guard PGMReader.isBlank(file[place]) else {
        throw file.malformed(
          at: place, "end of the header", expected: "a blank", found: "\(file[place])")
      }
      place += 1
      let data = file.data
      let bytes = data.span
      for index in 0..<count {
        let value =
          size == 1
          ? UInt16(bytes[place]) : UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
        guard value <= maximum else {
          throw file.malformed(
            at: place, "pixel", expected: "at most \(maximum)", found: "\(value)")
        }
        pixels[index] = value
        place += size
      }
    }
    var report = ImportReport()
    let rest = file.data[place...].count { !PGMReader.isBlank($0) }
    if rest > 0 { report.warn("bytes behind the last pixel are left out", file: file.name) }
    let image = GreyImage(
      width: width, height: height, maximum: UInt16(maximum), pixels: pixels)
    return (image, report)
  }

  /// The next whole number, behind blanks and comments.
  private mutating func number(
    _ field: String, _ range: ClosedRange<Int>
  ) throws(RecordError) -> Int {
    while place < file.count {
      if file[place] == UInt8(ascii: "#") {
        while place < file.count, file[place] != 10, file[place] != 13 { place += 1 }
      } else if PGMReader.isBlank(file[place]) {
        place += 1
      } else {
        break
      }
    }
    let start = place
    var value = 0
    while place < file.count, (48...57).contains(file[place]), place - start < 11 {
      value = value * 10 + Int(file[place]) - 48
      place += 1
    }
    guard place > start, range.contains(value) else {
      throw file.malformed(
        at: start, field, expected: "\(range.lowerBound) to \(range.upperBound)",
        found: place == start ? "no number" : "\(value)")
    }
    return value
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
