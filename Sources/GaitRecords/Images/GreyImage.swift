import Foundation

/// A grey image: rows of whole numbers from black to white.
public struct GreyImage: Hashable, Sendable, Codable {
  /// The pixels of a row.
  public let width: Int
  /// The rows.
  public let height: Int
  /// The number that stands for white; 0 is black.
  public let maximum: UInt16
  /// The pixels row by row from the top, each row from the left.
  public let pixels: [UInt16]

  /// Creates an image.
  ///
  /// - Precondition: There are `width` times `height` pixels, none above a positive `maximum`.
  public init(width: Int, height: Int, maximum: UInt16 = 255, pixels: [UInt16]) {
    precondition(
      width > 0 && height > 0 && pixels.count == width * height,
      "GreyImage: \(pixels.count) pixels for \(width) x \(height)")
    precondition(
      maximum > 0 && pixels.allSatisfy { $0 <= maximum }, "GreyImage: pixels above \(maximum)")
    self.width = width
    self.height = height
    self.maximum = maximum
    self.pixels = pixels
  }

  /// Creates an image from intensities between 0 and 1; what lies outside is cut off.
  ///
  /// - Precondition: There are `width` times `height` intensities, none missing.
  public init(width: Int, height: Int, intensities: [Float], maximum: UInt16 = 255) {
    precondition(!intensities.contains(where: \.isNaN), "GreyImage: an intensity is missing")
    self.init(
      width: width, height: height, maximum: maximum,
      pixels: intensities.map { UInt16((min(max($0, 0), 1) * Float(maximum)).rounded()) })
  }

  /// The pixels from 0, black, to 1, white.
  public var intensities: [Float] { pixels.map { Float($0) / Float(maximum) } }

  private enum CodingKeys: String, CodingKey {
    case width, height, maximum, pixels
  }

  /// Reads an image.
  ///
  /// - Throws: `DecodingError` if the counts or the pixels make no image.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let width = try container.decode(Int.self, forKey: .width)
    let height = try container.decode(Int.self, forKey: .height)
    let maximum = try container.decode(UInt16.self, forKey: .maximum)
    let pixels = try container.decode([UInt16].self, forKey: .pixels)
    let (count, isTooLarge) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !isTooLarge, count == pixels.count, maximum > 0,
      pixels.allSatisfy({ $0 <= maximum })
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .pixels, in: container,
        debugDescription: "\(pixels.count) pixels for \(width) x \(height) up to \(maximum)")
    }
    self.init(width: width, height: height, maximum: maximum, pixels: pixels)
  }
}

extension GreyImage {
  /// Reads a PNG or PGM image; colours become grey by their luminance, transparency is left out.
  ///
  /// Luminance is `0.299 R + 0.587 G + 0.114 B` (ITU-R BT.601) in the file's own numbers.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in, packed and unpacked.
  /// - Returns: The image, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (image: GreyImage, report: ImportReport) {
    try read(BinaryFile(contentsOf: url, limits: limits), limits: limits)
  }

  /// Reads the bytes of a PNG or PGM image.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in, packed and unpacked.
  /// - Returns: The image, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (image: GreyImage, report: ImportReport) {
    try read(BinaryFile(data, name: name, limits: limits), limits: limits)
  }

  private static func read(
    _ file: BinaryFile, limits: ReadingLimits
  ) throws(RecordError) -> (image: GreyImage, report: ImportReport) {
    if file.data.starts(with: PNGReader.signature) {
      return try PNGReader(file, limits: limits).read()
    }
    if file.data.starts(with: Array("P2".utf8)) || file.data.starts(with: Array("P5".utf8)) {
      return try PGMReader(file, limits: limits).read()
    }
    throw file.malformed(
      at: 0, "signature", expected: "a PNG or PGM image (P2, P5)",
      found: "\([UInt8](file.data.prefix(8)))")
  }
}
