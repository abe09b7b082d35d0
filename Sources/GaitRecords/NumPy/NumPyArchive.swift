import Foundation

/// The named arrays of a `.npz` file.
public struct NumPyArchive: Equatable, Sendable {
  /// An array and its name.
  public struct Entry: Equatable, Sendable {
    /// The name, without `.npy`.
    public var name: String
    /// The array.
    public var array: NumPyArray

    /// Creates an entry.
    public init(name: String, array: NumPyArray) {
      self.name = name
      self.array = array
    }
  }

  /// The arrays, in the order of the file.
  public var entries: [Entry]

  /// Creates an archive.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// The array of a name; nil if there is none.
  public subscript(name: String) -> NumPyArray? { entries.first { $0.name == name }?.array }

  /// Reads the arrays of a `.npz` file, stored or compressed.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in, packed and unpacked.
  /// - Returns: The arrays, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (archive: NumPyArchive, report: ImportReport) {
    try read(BinaryFile(contentsOf: url, limits: limits), limits: limits)
  }

  /// Reads the arrays from the bytes of a `.npz` file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in, packed and unpacked.
  /// - Returns: The arrays, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (archive: NumPyArchive, report: ImportReport) {
    try read(BinaryFile(data, name: name, limits: limits), limits: limits)
  }

  private static func read(
    _ file: BinaryFile, limits: ReadingLimits
  ) throws(RecordError) -> (archive: NumPyArchive, report: ImportReport) {
    var report = ImportReport()
    var entries = [Entry]()
    let zip = try ZipArchive(file, limits: limits)
    for member in zip.members {
      guard member.name.hasSuffix(".npy") else {
        report.warn("\(member.name) is no array and is left out", file: file.name)
        continue
      }
      let (array, warnings) = try NumPyArray.read(
        zip.content(of: member), name: "\(file.name)/\(member.name)", limits: limits)
      report.merge(warnings)
      entries.append(Entry(name: String(member.name.dropLast(4)), array: array))
    }
    return (NumPyArchive(entries), report)
  }

  /// The bytes of a `.npz` file whose arrays are stored uncompressed.
  ///
  /// - Returns: The bytes.
  /// - Throws: `RecordError.unwritable` if an element does not fit its type or the file gets larger
  ///   than 4 GB.
  public func encoded() throws(RecordError) -> Data {
    var members = [(name: String, content: Data)]()
    for entry in entries {
      members.append(("\(entry.name).npy", try entry.array.encoded()))
    }
    return try ZipArchive.encoded(members)
  }

  /// Writes the arrays to a `.npz` file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: `RecordError.unwritable`, or the file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }
}
