import Foundation

extension NumPyArray {
  /// The bytes of a `.npy` file of version 1, lowest byte first, the last axis fastest.
  ///
  /// - Returns: The bytes; the elements begin at a multiple of 64.
  /// - Throws: `RecordError.unwritable` if an element does not fit the type.
  public func encoded() throws(RecordError) -> Data {
    let type = elementType
    let mark = type.byteCount == 1 ? "|" : "<"
    let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let dictionary =
      "{'descr': '\(mark)\(type.rawValue)', 'fortran_order': False, 'shape': (\(extents)), }"
    let length = (10 + dictionary.utf8.count + 1 + 63) / 64 * 64 - 10
    guard length <= 65535 else {
      throw .unwritable(format: "NumPy", field: "shape", reason: "\(shape.count) axes are too many")
    }
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(length & 0xFF), UInt8(length >> 8)] + Array(dictionary.utf8)
    bytes += [UInt8](repeating: 32, count: 10 + length - bytes.count - 1) + [10]
    bytes.reserveCapacity(bytes.count + elements.count * type.byteCount)
    try append(to: &bytes)
    return Data(bytes)
  }

  /// Writes the array to a `.npy` file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: `RecordError.unwritable`, or the file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }

  private func append(to bytes: inout [UInt8]) throws(RecordError) {
    let type = elementType
    switch type {
    case .float16: for value in floats { append(UInt64(HalfFloat.bits(value)), &bytes) }
    case .float32: for value in floats { append(UInt64(value.bitPattern), &bytes) }
    case .float64: for value in doubles { append(value.bitPattern, &bytes) }
    default:
      switch elements {
      case .bools(let values): for value in values { append(value ? 1 : 0, &bytes) }
      case .unsigned(let values):
        for value in values { append(try fitting(value), &bytes) }
      case .integers(let values):
        for value in values { append(try fitting(value), &bytes) }
      case .floats, .doubles:
        for value in doubles {
          guard let whole = Int(exactly: value) else { throw refusal("\(value)") }
          append(try fitting(whole), &bytes)
        }
      }
    }
  }

  private func append(_ bits: UInt64, _ bytes: inout [UInt8]) {
    for byte in 0..<elementType.byteCount {
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte)))
    }
  }

  private func fitting(_ value: some BinaryInteger) throws(RecordError) -> UInt64 {
    let width = elementType.byteCount * 8
    let fits: Bool
    switch elementType {
    case .bool: fits = value == 0 || value == 1
    case .uint8, .uint16, .uint32, .uint64:
      fits = value >= 0 && (width == 64 || UInt64(value) < 1 << UInt64(width))
    default:
      fits = Int(exactly: value).map { width == 64 || ($0 >> (width - 1) == $0 >> 63) } ?? false
    }
    guard fits else { throw refusal("\(value)") }
    return UInt64(truncatingIfNeeded: value)
  }

  private func refusal(_ value: String) -> RecordError {
    .unwritable(
      format: "NumPy", field: "elements", reason: "\(value) does not fit \(elementType.rawValue)")
  }
}
