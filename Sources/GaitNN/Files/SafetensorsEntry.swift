/// One tensor of a safetensors file: what it is called, what it holds and where.
public struct SafetensorsEntry: Sendable, Hashable {
  /// The tensor's name, such as `encoder.weight_ih_l0`.
  public let name: String
  /// How its elements are stored.
  public let elementType: SafetensorsElementType
  /// Extents, slowest axis first; empty for a scalar.
  public let shape: [Int]
  /// Where its bytes lie, counted from the start of the file.
  public let byteRange: Range<Int>

  /// Number of elements; 1 for a scalar, 0 if any extent is 0.
  public var elementCount: Int { byteRange.count / elementType.byteCount }
}
