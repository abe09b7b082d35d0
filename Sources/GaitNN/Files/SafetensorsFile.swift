import Foundation

/// Named tensors and string metadata in the format that PyTorch users exchange weights in.
///
/// The bytes are a length, a JSON header, and the elements of all tensors without gaps, little
/// endian, last axis fastest. The header is checked in full before anything else happens; it is
/// refused on more grounds than the reference implementation has: a header above 16 MiB, more
/// than 100 000 tensors, a name used twice, an element type not in ``SafetensorsElementType``.
/// Format: https://huggingface.co/docs/safetensors
public struct SafetensorsFile: Sendable {
  /// The key of the checksum in the metadata.
  public static let checksumKey = "gait_crc32c"

  /// Path of the file, or the label given with its bytes.
  public let name: String
  /// The tensors in the order of their bytes.
  public let entries: [SafetensorsEntry]
  /// The strings under `__metadata__`.
  public let metadata: [String: String]

  let data: Data
  private let checksumOffset: Int?
  private let places: [String: Int]

  /// Opens a file and checks its header.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - access: Whether its bytes are read at once or mapped into memory.
  ///   - limits: Sizes above which it is refused.
  /// - Throws: ``FileError`` if it cannot be read, ``SafetensorsError`` if it is not well formed.
  public init(
    contentsOf url: URL, access: FileAccess = .read, limits: SafetensorsLimits = .init()
  ) throws {
    let data = try FileContents.data(at: url, access: access, limit: limits.fileBytes)
    try self.init(data: data, name: url.path, limits: limits)
  }

  /// Checks the header of bytes in memory; a slice of larger data is as good as a whole.
  ///
  /// - Parameters:
  ///   - data: The bytes of a file.
  ///   - name: What errors call them.
  ///   - limits: Sizes above which they are refused.
  /// - Throws: ``SafetensorsError`` if they are not well formed.
  public init(data: Data, name: String = "data", limits: SafetensorsLimits = .init()) throws {
    let header = try SafetensorsHeader(data: data, file: name, limits: limits)
    self.data = data
    self.name = name
    entries = header.entries
    metadata = header.metadata
    checksumOffset = header.checksumOffset
    places = Dictionary(
      zip(header.entries.map(\.name), header.entries.indices), uniquingKeysWith: { $1 })
  }

  /// The tensor of a name, or nil if there is none.
  public subscript(name: String) -> SafetensorsEntry? { places[name].map { entries[$0] } }

  /// The tensor of a name.
  ///
  /// - Parameter tensor: Its name.
  /// - Returns: Its element type, shape and place.
  /// - Throws: ``SafetensorsError/missingTensor(_:)``, which names some that there are.
  public func entry(_ tensor: String) throws -> SafetensorsEntry {
    if let entry = self[tensor] { return entry }
    let some = entries.prefix(5).map(\.name.quotedBriefly).joined(separator: ", ")
    let rest = entries.count > 5 ? " and \(entries.count - 5) more" : ""
    throw SafetensorsError.missingTensor(
      SafetensorsError.Detail(
        file: name, tensor: tensor, expected: "a tensor of this name",
        found: entries.isEmpty ? "no tensors" : some + rest))
  }

  /// Whether the file holds a checksum of itself.
  public var hasChecksum: Bool { checksumOffset != nil }

  /// Compares every byte of the file with the checksum in its metadata.
  ///
  /// ``SafetensorsWriter/isChecksummed`` says what it is taken of. One flipped bit anywhere is
  /// always found, either here or when the header is read.
  ///
  /// - Throws: ``SafetensorsError/checksumMismatch(_:)`` if they differ or there is no checksum.
  public func verifyChecksum() throws {
    let stored = metadata[Self.checksumKey]
    let start = checksumOffset ?? 0
    let expected = "a CRC-32C of eight digits under \(Self.checksumKey)"
    func mismatch(_ expected: String, _ found: String) -> SafetensorsError {
      .checksumMismatch(
        SafetensorsError.Detail(
          file: name, offset: checksumOffset, expected: expected, found: found))
    }
    guard let stored, checksumOffset != nil else { throw mismatch(expected, "none") }
    let text = data.dropFirst(start).prefix(8)
    guard stored.utf8.count == 8, text.elementsEqual(stored.utf8) else {
      throw mismatch(expected, stored.quotedBriefly)
    }
    var checksum = Checksum.crc32c(data.prefix(start))
    checksum = Checksum.crc32c(SafetensorsWriter.blankChecksum, continuing: checksum)
    checksum = Checksum.crc32c(data.dropFirst(start + 8), continuing: checksum)
    let actual = hexadecimal(checksum, digits: 8)
    guard actual == stored else { throw mismatch(stored, "bytes whose CRC-32C is \(actual)") }
  }
}
