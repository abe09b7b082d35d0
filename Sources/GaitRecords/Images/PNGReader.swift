import Foundation

/// Reads Portable Network Graphics (ISO/IEC 15948) as grey.
struct PNGReader {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private let file: BinaryFile
  private let limits: ReadingLimits

  init(_ file: BinaryFile, limits: ReadingLimits) {
    self.file = file
    self.limits = limits
  }

  func read() throws(RecordError) -> (image: GreyImage, report: ImportReport) {
    var report = ImportReport()
    var layout: PNGLayout?
    var palette = [UInt8]()
    var packed = Data()
    var place = PNGReader.signature.count
    var hasEnded = false
    while !hasEnded {
      let chunk = try chunk(at: place)
      guard layout != nil || chunk.kind == "IHDR" else {
        throw file.malformed(at: place + 4, "chunk", expected: "IHDR", found: chunk.kind)
      }
      switch chunk.kind {
      case "IHDR":
        guard layout == nil else {
          throw file.malformed(at: place + 4, "chunk", expected: "one IHDR", found: "another")
        }
        layout = try PNGLayout(file, chunk.content, limits: limits)
      case "PLTE": palette = [UInt8](file.data[chunk.content])
      case "IDAT": packed.append(file.data[chunk.content])
      case "IEND": hasEnded = true
      case "tRNS": report.warn("the transparency of the image is left out", file: file.name)
      default:
        // A capital first letter marks what no reader may pass over.
        guard chunk.kind.first?.isLowercase ?? false else {
          throw file.malformed(
            at: place + 4, "chunk", expected: "a known kind", found: chunk.kind)
        }
      }
      place = chunk.content.upperBound + 4
    }
    guard let layout else {
      throw file.malformed(at: 8, "chunk", expected: "IHDR", found: "none")
    }
    if layout.hasAlpha {
      report.warn("the transparency of the image is left out", file: file.name)
    }
    guard !layout.isPalette || (!palette.isEmpty && palette.count % 3 == 0) else {
      throw file.malformed(
        at: 8, "PLTE", expected: "colours of three bytes", found: "\(palette.count) bytes")
    }
    let rows = try unpacked(packed, count: layout.byteCount)
    var pixels = PNGPixels(file: file, layout: layout, palette: palette)
    try pixels.read(rows)
    let image = GreyImage(
      width: layout.width, height: layout.height, maximum: layout.maximum, pixels: pixels.grey)
    return (image, report)
  }

  private func chunk(
    at place: Int
  ) throws(RecordError) -> (kind: String, content: Range<Int>) {
    try file.require(12, at: place, "chunk")
    let length = Int(bigUInt32(place))
    try file.require(length, at: place + 8, "chunk")
    try file.require(4, at: place + 8 + length, "checksum of a chunk")
    let letters = [UInt8](file.data[place + 4..<place + 8])
    let stated = bigUInt32(place + 8 + length)
    let found = CyclicChecksum.value(of: file.data[place + 4..<place + 8 + length])
    guard stated == found else {
      throw file.malformed(
        at: place + 8 + length, "checksum of a chunk", expected: "\(found)", found: "\(stated)")
    }
    return (TextFile.string(letters), place + 8..<place + 8 + length)
  }

  private func bigUInt32(_ place: Int) -> UInt32 { file.littleUInt32(at: place).byteSwapped }

  /// Unpacks the zlib stream (RFC 1950) that the image's chunks make together.
  private func unpacked(_ packed: Data, count: Int) throws(RecordError) -> [UInt8] {
    let stream = try BinaryFile(packed, name: "\(file.name), packed image", limits: limits)
    try stream.require(6, at: 0, "zlib header")
    guard stream[0] & 0xF == 8, (Int(stream[0]) * 256 + Int(stream[1])) % 31 == 0,
      stream[1] & 0x20 == 0
    else {
      throw stream.malformed(
        at: 0, "zlib header", expected: "deflate without a dictionary",
        found: "\(stream[0]), \(stream[1])")
    }
    let (bytes, end) = try Inflation.bytes(
      of: stream, 2..<stream.count - 4, count: count, field: "pixels")
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65521
      high = (high + low) % 65521
    }
    try stream.require(4, at: end, "checksum of the pixels")
    let stated = stream.littleUInt32(at: end).byteSwapped
    guard stated == UInt32(high << 16 | low) else {
      throw stream.malformed(
        at: end, "checksum of the pixels", expected: "\(high << 16 | low)", found: "\(stated)")
    }
    return bytes
  }
}

/// What the first chunk of a PNG file says.
struct PNGLayout {
  let width: Int
  let height: Int
  let depth: Int
  let colourType: UInt8
  let isInterlaced: Bool

  var isPalette: Bool { colourType == 3 }
  var hasAlpha: Bool { colourType == 4 || colourType == 6 }
  /// Numbers of a pixel.
  var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colourType] ?? 1 }
  /// The number that stands for white.
  var maximum: UInt16 { isPalette ? 255 : UInt16((1 << depth) - 1) }

  /// The first column and row of each pass, and the steps between columns and rows.
  var passes: [(x: Int, y: Int, dx: Int, dy: Int)] {
    guard isInterlaced else { return [(0, 0, 1, 1)] }
    return [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ]
  }

  /// The columns and rows of a pass.
  func extent(_ pass: (x: Int, y: Int, dx: Int, dy: Int)) -> (columns: Int, rows: Int) {
    (
      max(0, (width - pass.x + pass.dx - 1) / pass.dx),
      max(0, (height - pass.y + pass.dy - 1) / pass.dy)
    )
  }

  /// The bytes of a row of so many pixels, without the byte of its filter.
  func rowBytes(_ columns: Int) -> Int { (columns * channels * depth + 7) / 8 }

  /// The bytes of all rows and of their filters.
  var byteCount: Int {
    passes.reduce(0) { sum, pass in
      let (columns, rows) = extent(pass)
      return columns == 0 ? sum : sum + rows * (1 + rowBytes(columns))
    }
  }

  init(_ file: BinaryFile, _ content: Range<Int>, limits: ReadingLimits) throws(RecordError) {
    guard content.count == 13 else {
      throw file.malformed(
        at: content.lowerBound, "IHDR", expected: "13 bytes", found: "\(content.count)")
    }
    let start = content.lowerBound
    width = Int(file.littleUInt32(at: start).byteSwapped)
    height = Int(file.littleUInt32(at: start + 4).byteSwapped)
    depth = Int(file[start + 8])
    colourType = file[start + 9]
    isInterlaced = file[start + 12] == 1
    let depths: [UInt8: [Int]] = [
      0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
    ]
    guard depths[colourType]?.contains(depth) ?? false else {
      throw file.malformed(
        at: start + 8, "IHDR", expected: "a depth for its type of colours",
        found: "\(depth) bits of type \(colourType)")
    }
    guard file[start + 10] == 0, file[start + 11] == 0, file[start + 12] <= 1 else {
      throw file.malformed(
        at: start + 10, "IHDR", expected: "methods 0, 0 and 0 or 1",
        found: "\(file[start + 10]), \(file[start + 11]), \(file[start + 12])")
    }
    guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else {
      throw file.malformed(
        at: start, "IHDR", expected: "pixels", found: "\(width) x \(height)")
    }
    guard width * height <= limits.maximumBytes / 8 else {
      throw .limitExceeded(
        file: file.name, limit: "pixels", allowed: limits.maximumBytes / 8, found: width * height)
    }
  }
}
