import Foundation

extension GreyImage {
  /// The bytes of a PNG file with stored pixels.
  ///
  /// PNG has whites of 1, 3, 15, 255 and 65535; other images are spread to the next one of the last two.
  public func encodedPNG() -> Data {
    let depths: [UInt16: Int] = [1: 1, 3: 2, 15: 4, 255: 8, 65535: 16]
    let depth = depths[maximum] ?? (maximum < 255 ? 8 : 16)
    let white = (1 << depth) - 1
    let scaled = pixels.map { (Int($0) * white * 2 + Int(maximum)) / (2 * Int(maximum)) }
    var rows = [UInt8]()
    for row in 0..<height {
      rows.append(0)
      let line = scaled[row * width..<(row + 1) * width]
      switch depth {
      case 16: for value in line { rows += [UInt8(value >> 8), UInt8(value & 0xFF)] }
      case 8: for value in line { rows.append(UInt8(value)) }
      default:
        let perByte = 8 / depth
        for start in stride(from: line.startIndex, to: line.endIndex, by: perByte) {
          var byte = 0
          for place in 0..<perByte {
            let index = start + place
            byte = byte << depth | (index < line.endIndex ? line[index] : 0)
          }
          rows.append(UInt8(byte))
        }
      }
    }
    var header = GreyImage.big(UInt32(width)) + GreyImage.big(UInt32(height))
    header += [UInt8(depth), 0, 0, 0, 0]
    var data = Data(PNGReader.signature)
    GreyImage.append("IHDR", header, to: &data)
    GreyImage.append("IDAT", GreyImage.stored(rows), to: &data)
    GreyImage.append("IEND", [], to: &data)
    return data
  }

  /// The bytes of a binary PGM file.
  public func encodedPGM() -> Data {
    var bytes = Array("P5\n\(width) \(height)\n\(maximum)\n".utf8)
    for pixel in pixels {
      if maximum > 255 { bytes.append(UInt8(pixel >> 8)) }
      bytes.append(UInt8(pixel & 0xFF))
    }
    return Data(bytes)
  }

  /// Writes the image as PGM if the file's name ends so, and as PNG otherwise.
  ///
  /// - Parameter url: The file.
  /// - Throws: The file system's error.
  public func write(to url: URL) throws {
    let data = url.pathExtension.lowercased() == "pgm" ? encodedPGM() : encodedPNG()
    try data.write(to: url, options: .atomic)
  }

  private static func big(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func append(_ kind: String, _ content: [UInt8], to data: inout Data) {
    let body = Data(Array(kind.utf8) + content)
    data.append(contentsOf: big(UInt32(content.count)))
    data.append(body)
    data.append(contentsOf: big(CyclicChecksum.value(of: body)))
  }

  /// A zlib stream of stored blocks.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65521
      high = (high + low) % 65521
    }
    for start in stride(from: 0, to: bytes.count, by: 65535) {
      let block = bytes[start..<min(start + 65535, bytes.count)]
      let count = UInt16(block.count)
      stream.append(block.endIndex == bytes.count ? 1 : 0)
      for number in [count, ~count] {
        stream += [UInt8(number & 0xFF), UInt8(number >> 8)]
      }
      stream += block
    }
    return stream + big(UInt32(high << 16 | low))
  }
}
