import Foundation

/// Collects tensors and metadata and writes them as a safetensors file.
///
/// Equal contents give equal bytes, whatever the order they were added in. Tensors are sorted
/// as the reference implementation (safetensors 0.8) sorts them, larger alignment first, then by
/// type, then by name, and the header is padded with spaces so that the data are aligned to 8
/// bytes; so the bytes are those that the Python package writes. (With two or more metadata keys
/// Python's order of them is random; here it is that of their bytes.)
public struct SafetensorsWriter: Sendable {
  /// Strings to store under `__metadata__`.
  public var metadata: [String: String]
  /// Whether a CRC-32C of the whole file is stored in its metadata.
  ///
  /// It is taken of the bytes of the file with zeros for its own eight digits, and kept under
  /// ``SafetensorsFile/checksumKey``; other readers see one more metadata string.
  public var isChecksummed: Bool

  private var tensors: [StoredTensor] = []
  private var names: Set<String> = ["__metadata__"]

  static let blankChecksum = Data("00000000".utf8)

  private struct StoredTensor: Sendable {
    let name: String
    let type: SafetensorsElementType
    let shape: [Int]
    let bytes: Data
  }

  /// Starts without tensors.
  ///
  /// - Parameters:
  ///   - metadata: Strings to store under `__metadata__`.
  ///   - isChecksummed: Whether a checksum is stored with them.
  public init(metadata: [String: String] = [:], isChecksummed: Bool = false) {
    self.metadata = metadata
    self.isChecksummed = isChecksummed
  }

  /// Adds a tensor whose elements are bytes already.
  ///
  /// - Parameters:
  ///   - name: Its name, not yet used.
  ///   - type: How the elements are stored.
  ///   - shape: Its extents, slowest axis first.
  ///   - bytes: The elements, little endian, last axis fastest.
  /// - Throws: ``SafetensorsError/unwritable(_:)`` if the name is taken, the number of bytes is
  ///   not what the shape asks for, or there are more tensors or axes than can be read back.
  public mutating func add(
    _ name: String, type: SafetensorsElementType, shape: [Int], bytes: Data
  ) throws {
    let limits = SafetensorsLimits()
    let isShape = shape.count <= limits.axisCount && shape.allSatisfy { $0 >= 0 }
    guard isShape, let size = SafetensorsHeader.byteCount(of: shape, type) else {
      throw unwritable(name, "at most \(limits.axisCount) extents of zero or more", "\(shape)")
    }
    guard bytes.count == size else {
      throw unwritable(
        name, "\(size / type.byteCount) elements for the shape \(shape)",
        "\(bytes.count) bytes of \(type.rawValue)")
    }
    guard tensors.count < limits.tensorCount else {
      throw unwritable(name, "at most \(limits.tensorCount) tensors", "one more")
    }
    guard names.insert(name).inserted else {
      throw unwritable(name, "a name that is not in use", "one that is")
    }
    tensors.append(StoredTensor(name: name, type: type, shape: shape, bytes: bytes))
  }

  /// The bytes of the file.
  ///
  /// - Returns: The header and the elements of all tensors.
  /// - Throws: ``SafetensorsError/unwritable(_:)`` if the header would be too long to read back.
  public func serialized() throws -> Data {
    try pieces().reduce(into: Data()) { $0.append($1) }
  }

  /// Writes the file so that a crash leaves either the old one or the new one, whole.
  ///
  /// - Parameter url: Where to; a file there is replaced.
  /// - Throws: ``FileError`` if it cannot be written, ``SafetensorsError/unwritable(_:)`` if the
  ///   header would be too long to read back.
  public func write(to url: URL) throws {
    try AtomicFile.write(pieces(), to: url)
  }

  /// The header and each tensor's bytes, so that they need not be copied together.
  private func pieces() throws -> [Data] {
    let sorted = tensors.sorted { first, second in
      if first.type != second.type { return first.type.rank > second.type.rank }
      return first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
    }
    var header = Data("{".utf8)
    let checksumStart = appendMetadata(to: &header)
    var end = 0
    for tensor in sorted {
      let start = end
      end += tensor.bytes.count
      let extents = tensor.shape.map(String.init).joined(separator: ",")
      appendMember(tensor.name, to: &header)
      header.append(contentsOf: "{\"dtype\":\"\(tensor.type.rawValue)\",".utf8)
      header.append(contentsOf: "\"shape\":[\(extents)],".utf8)
      header.append(contentsOf: "\"data_offsets\":[\(start),\(end)]}".utf8)
    }
    header.append(UInt8(ascii: "}"))
    let padding = (8 - header.count % 8) % 8
    header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
    let limit = SafetensorsLimits().headerBytes
    guard header.count <= limit else {
      throw unwritable(nil, "a header of at most \(limit) bytes", "\(header.count) bytes")
    }
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    var pieces = [length + header] + sorted.map(\.bytes)
    if let checksumStart {
      let checksum = pieces.reduce(0) { Checksum.crc32c($1, continuing: $0) }
      let digits = Data(hexadecimal(checksum, digits: 8).utf8)
      pieces[0].replaceSubrange((8 + checksumStart)..<(16 + checksumStart), with: digits)
    }
    return pieces
  }

  /// Appends the metadata and returns where in the header the checksum belongs, if it does.
  private func appendMetadata(to header: inout Data) -> Int? {
    var metadata = metadata
    metadata[SafetensorsFile.checksumKey] = isChecksummed ? "00000000" : nil
    guard !metadata.isEmpty else { return nil }
    var checksumStart: Int?
    appendMember("__metadata__", to: &header)
    header.append(UInt8(ascii: "{"))
    let sorted = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (key, value) in sorted {
      appendMember(key, to: &header)
      if isChecksummed, key == SafetensorsFile.checksumKey { checksumStart = header.count + 1 }
      header.append(contentsOf: Self.quoted(value).utf8)
    }
    header.append(UInt8(ascii: "}"))
    return checksumStart
  }

  private func appendMember(_ key: String, to header: inout Data) {
    if header.last != UInt8(ascii: "{") { header.append(UInt8(ascii: ",")) }
    header.append(contentsOf: Self.quoted(key).utf8)
    header.append(UInt8(ascii: ":"))
  }

  /// A JSON string with the escapes, and only those, that the reference implementation writes.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\u{08}": quoted += "\\b"
      case "\t": quoted += "\\t"
      case "\n": quoted += "\\n"
      case "\u{0C}": quoted += "\\f"
      case "\r": quoted += "\\r"
      case "\0"..<" ": quoted += "\\u" + hexadecimal(scalar.value, digits: 4)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  func unwritable(_ tensor: String?, _ expected: String, _ found: String) -> SafetensorsError {
    .unwritable(
      SafetensorsError.Detail(
        file: "to be written", tensor: tensor, expected: expected, found: found))
  }
}
