import Foundation

/// The checked header of a safetensors file.
///
/// Every number in it has been compared with the size of the file before it is used, so nothing
/// here can make a reader allocate more than the file is long.
struct SafetensorsHeader {
  /// In the order of their bytes; a tensor without bytes stands before the one that follows.
  private(set) var entries: [SafetensorsEntry] = []
  private(set) var metadata: [String: String] = [:]
  /// Offset of the text of the checksum within the file, if there is one.
  private(set) var checksumOffset: Int?

  private let file: String
  private let limits: SafetensorsLimits
  private let dataStart: Int
  private let fileBytes: Int

  init(data: Data, file: String, limits: SafetensorsLimits) throws {
    self.file = file
    self.limits = limits
    fileBytes = data.count
    let length = try Self.headerLength(data, file: file, limits: limits)
    dataStart = 8 + length
    let text = data[(data.startIndex + 8)..<(data.startIndex + dataStart)]
    try readText([UInt8](text))
    try arrange()
  }

  private static func headerLength(
    _ data: Data, file: String, limits: SafetensorsLimits
  ) throws -> Int {
    func detail(_ expected: String, _ found: String) -> SafetensorsError.Detail {
      SafetensorsError.Detail(file: file, offset: 0, expected: expected, found: found)
    }
    guard data.count <= limits.fileBytes else {
      throw SafetensorsError.limitExceeded(
        detail("a file of at most \(limits.fileBytes) bytes", "\(data.count) bytes"))
    }
    guard data.count >= 8 else {
      throw SafetensorsError.truncated(
        detail("8 bytes for the length of the header", "\(data.count) bytes"))
    }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(clamping: limits.headerBytes) else {
      throw SafetensorsError.limitExceeded(
        detail("a header of at most \(limits.headerBytes) bytes", "a length of \(length)"))
    }
    guard length >= 2 else {
      throw SafetensorsError.malformedHeader(
        detail("a header of at least 2 bytes", "a length of \(length)"))
    }
    guard length <= UInt64(data.count - 8) else {
      throw SafetensorsError.truncated(
        detail("a header of \(length) bytes", "\(data.count - 8) bytes in the file"))
    }
    return Int(length)
  }

  private mutating func readText(_ text: [UInt8]) throws {
    do {
      // One key beyond the limit is let through, so that the error can speak of tensors.
      let members = min(limits.tensorCount, Int.max - 2) + 2
      var scanner = JSONScanner(text, base: 8, maximumMembers: members)
      try scanner.readObject { scanner, key in
        if key == "__metadata__" {
          try readMetadata(&scanner)
        } else {
          try readEntry(key, &scanner)
        }
      }
      try scanner.finish()
    } catch let error as JSONScannerError {
      throw SafetensorsError.malformedHeader(detail(of: error))
    }
  }

  private mutating func readMetadata(_ scanner: inout JSONScanner) throws {
    try scanner.readObject { scanner, key in
      let offset = scanner.nextOffset()
      metadata[key] = try scanner.readString(expected: "a string, as all metadata are")
      if key == SafetensorsFile.checksumKey { checksumOffset = offset + 1 }
    }
  }

  private mutating func readEntry(_ name: String, _ scanner: inout JSONScanner) throws {
    let place = scanner.nextOffset()
    guard entries.count < limits.tensorCount else {
      throw SafetensorsError.limitExceeded(
        detail(name, place, "at most \(limits.tensorCount) tensors", "one more"))
    }
    var type: SafetensorsElementType?
    var shape: [Int]?
    var offsets: [Int]?
    do {
      try scanner.readObject { scanner, key in
        let place = scanner.nextOffset()
        switch key {
        case "dtype":
          let text = try scanner.readString()
          guard let known = SafetensorsElementType(rawValue: text) else {
            let names = SafetensorsElementType.allCases.map(\.rawValue).joined(separator: ", ")
            throw SafetensorsError.malformedEntry(
              detail(name, place, "one of the types \(names)", text.quotedBriefly))
          }
          type = known
        case "shape": shape = try scanner.readCounts(limit: limits.axisCount)
        case "data_offsets": offsets = try scanner.readCounts(limit: 2)
        default: try scanner.skipValue()
        }
      }
    } catch let error as JSONScannerError {
      throw SafetensorsError.malformedEntry(detail(of: error, tensor: name))
    }
    guard let type, let shape, let offsets else {
      let missing = type == nil ? "dtype" : shape == nil ? "shape" : "data_offsets"
      throw SafetensorsError.malformedEntry(
        detail(name, place, "the keys dtype, shape and data_offsets", "no \(missing)"))
    }
    let bytes = try checkedRange(offsets, type: type, shape: shape, name: name, place: place)
    entries.append(
      SafetensorsEntry(name: name, elementType: type, shape: shape, byteRange: bytes))
  }

  /// The range of a tensor in the file, once offsets, shape and type agree with each other.
  private func checkedRange(
    _ offsets: [Int], type: SafetensorsElementType, shape: [Int], name: String, place: Int
  ) throws -> Range<Int> {
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw SafetensorsError.malformedEntry(
        detail(name, place, "two data_offsets, begin before end", "\(offsets)"))
    }
    guard let size = Self.byteCount(of: shape, type) else {
      throw SafetensorsError.malformedEntry(
        detail(name, place, "a shape whose bytes can be counted", "\(type.rawValue)\(shape)"))
    }
    guard size == offsets[1] - offsets[0] else {
      throw SafetensorsError.malformedEntry(
        detail(
          name, place, "\(size) bytes for \(type.rawValue)\(shape)",
          "data_offsets \(offsets), which are \(offsets[1] - offsets[0])"))
    }
    guard offsets[1] <= fileBytes - dataStart else {
      throw SafetensorsError.truncated(
        detail(
          name, place, "data up to \(offsets[1]) bytes after the header",
          "\(fileBytes - dataStart) bytes"))
    }
    return (dataStart + offsets[0])..<(dataStart + offsets[1])
  }

  /// Bytes of a tensor, or nil if its extents, zeros left out, multiply beyond `Int`.
  ///
  /// Zeros are left out so that strides, products of some of the extents, cannot overflow either.
  static func byteCount(of shape: [Int], _ type: SafetensorsElementType) -> Int? {
    var count = type.byteCount
    for extent in shape where extent != 0 {
      let product = count.multipliedReportingOverflow(by: extent)
      guard extent > 0, !product.overflow else { return nil }
      count = product.partialValue
    }
    return shape.contains(0) ? 0 : count
  }

  /// Puts the tensors in the order of their bytes and checks that they tile the file.
  private mutating func arrange() throws {
    entries.sort {
      ($0.byteRange.lowerBound, $0.byteRange.upperBound)
        < ($1.byteRange.lowerBound, $1.byteRange.upperBound)
    }
    var end = dataStart
    for entry in entries {
      let start = entry.byteRange.lowerBound
      guard start == end else {
        let what = start < end ? "an overlap of \(end - start)" : "a hole of \(start - end)"
        throw SafetensorsError.badLayout(
          detail(entry.name, start, "its data at offset \(end)", what + " bytes"))
      }
      end = entry.byteRange.upperBound
    }
    guard end == fileBytes else {
      throw SafetensorsError.badLayout(
        detail(nil, end, "the end of the file after the last tensor", "\(fileBytes - end) bytes"))
    }
  }

  private func detail(
    _ tensor: String?, _ offset: Int, _ expected: String, _ found: String
  ) -> SafetensorsError.Detail {
    SafetensorsError.Detail(
      file: file, tensor: tensor, offset: offset, expected: expected, found: found)
  }

  private func detail(
    of error: JSONScannerError, tensor: String? = nil
  ) -> SafetensorsError.Detail {
    detail(tensor, error.offset, error.expected, error.found)
  }
}
