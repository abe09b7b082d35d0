/// How the numbers of a C3D file are stored.
public struct C3DEncoding: Hashable, Sendable, Codable {
  /// The family of processors whose order of bytes and floating-point format a file has.
  public enum Processor: String, Hashable, Sendable, Codable, CaseIterable {
    /// Lowest byte first, IEEE floats.
    case intel
    /// Lowest byte first, VAX F floats.
    case dec
    /// Highest byte first, IEEE floats; MIPS machines.
    case sgi
  }

  /// The type of point coordinates and analog samples.
  public enum Storage: String, Hashable, Sendable, Codable, CaseIterable {
    /// Signed 16-bit numbers times a scale.
    case integer
    /// Floats.
    case real
  }

  /// The family of processors.
  public var processor: Processor
  /// The type of the samples.
  public var storage: Storage

  /// Creates an encoding; left out, the one that every program reads.
  public init(_ processor: Processor = .intel, _ storage: Storage = .real) {
    self.processor = processor
    self.storage = storage
  }
}
