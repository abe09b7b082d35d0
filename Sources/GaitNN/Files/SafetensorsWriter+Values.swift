import Foundation

extension SafetensorsWriter {
  /// Adds a tensor of floating-point numbers, rounded to nearest where the type is narrower.
  ///
  /// - Parameters:
  ///   - name: Its name, not yet used.
  ///   - shape: Its extents, slowest axis first.
  ///   - floats: The elements, last axis fastest.
  ///   - type: `F32`, `F64`, `F16` or `BF16`.
  /// - Throws: ``SafetensorsError`` if the name is taken, the number of elements is not that of
  ///   the shape, or a finite value would become infinite.
  public mutating func add(
    _ name: String, shape: [Int], floats: [Float], as type: SafetensorsElementType = .float32
  ) throws {
    let bytes: Data
    switch type {
    case .float32: bytes = Self.littleEndian(floats)
    case .float64: bytes = Self.littleEndian(floats.lazy.map { Double($0).bitPattern })
    case .float16:
      bytes = try narrowed(
        name, floats, HalfPrecision.binary16, HalfPrecision.value(binary16:))
    case .bfloat16:
      bytes = try narrowed(
        name, floats, HalfPrecision.bfloat16, HalfPrecision.value(bfloat16:))
    default: throw unwritable(name, "F32, F64, F16 or BF16 for numbers", type.rawValue)
    }
    try add(name, type: type, shape: shape, bytes: bytes)
  }

  /// Adds a tensor of double-precision numbers, stored as `F64`.
  ///
  /// - Parameters:
  ///   - name: Its name, not yet used.
  ///   - shape: Its extents, slowest axis first.
  ///   - doubles: The elements, last axis fastest.
  /// - Throws: ``SafetensorsError/unwritable(_:)`` if the name is taken or the number of elements
  ///   is not that of the shape.
  public mutating func add(_ name: String, shape: [Int], doubles: [Double]) throws {
    let bytes = Self.littleEndian(doubles.lazy.map(\.bitPattern))
    try add(name, type: .float64, shape: shape, bytes: bytes)
  }

  /// Adds a tensor of integers.
  ///
  /// - Parameters:
  ///   - name: Its name, not yet used.
  ///   - shape: Its extents, slowest axis first.
  ///   - integers: The elements, last axis fastest.
  ///   - type: An integer type.
  /// - Throws: ``SafetensorsError`` if the name is taken, the number of elements is not that of
  ///   the shape, or a value does not fit in the type.
  public mutating func add(
    _ name: String, shape: [Int], integers: [Int], as type: SafetensorsElementType = .int64
  ) throws {
    let bytes: Data
    switch type {
    case .uint8: bytes = try fitted(name, integers, UInt8.self)
    case .int8: bytes = try fitted(name, integers, Int8.self)
    case .uint16: bytes = try fitted(name, integers, UInt16.self)
    case .int16: bytes = try fitted(name, integers, Int16.self)
    case .uint32: bytes = try fitted(name, integers, UInt32.self)
    case .int32: bytes = try fitted(name, integers, Int32.self)
    case .uint64: bytes = try fitted(name, integers, UInt64.self)
    case .int64: bytes = try fitted(name, integers, Int64.self)
    default: throw unwritable(name, "an integer type for integers", type.rawValue)
    }
    try add(name, type: type, shape: shape, bytes: bytes)
  }

  /// Adds a tensor of booleans.
  ///
  /// - Parameters:
  ///   - name: Its name, not yet used.
  ///   - shape: Its extents, slowest axis first.
  ///   - booleans: The elements, last axis fastest.
  /// - Throws: ``SafetensorsError/unwritable(_:)`` if the name is taken or the number of elements
  ///   is not that of the shape.
  public mutating func add(_ name: String, shape: [Int], booleans: [Bool]) throws {
    try add(name, type: .bool, shape: shape, bytes: Data(booleans.map { $0 ? 1 : 0 }))
  }

  /// The bytes of numbers as they are, which is one copy where memory is little endian.
  private static func littleEndian(_ floats: [Float]) -> Data {
    #if _endian(little)
      floats.withUnsafeBytes { Data($0) }
    #else
      littleEndian(floats.lazy.map(\.bitPattern))
    #endif
  }

  private static func littleEndian<Bits: FixedWidthInteger>(
    _ values: some Collection<Bits>
  ) -> Data {
    values.map(\.littleEndian).withUnsafeBytes { Data($0) }
  }

  private func narrowed(
    _ name: String, _ floats: [Float], _ bits: (Float) -> UInt16, _ value: (UInt16) -> Float
  ) throws -> Data {
    let stored = floats.map(bits)
    for (float, bits) in zip(floats, stored) where float.isFinite && value(bits).isInfinite {
      throw unrepresentable(name, "a finite value in 16 bits", "\(float)")
    }
    return Self.littleEndian(stored)
  }

  private func fitted<Stored: FixedWidthInteger>(
    _ name: String, _ integers: [Int], _: Stored.Type
  ) throws -> Data {
    Self.littleEndian(
      try integers.map { integer in
        guard let stored = Stored(exactly: integer) else {
          throw unrepresentable(name, "a value in the range of \(Stored.self)", "\(integer)")
        }
        return stored
      })
  }

  private func unrepresentable(
    _ name: String, _ expected: String, _ found: String
  ) -> SafetensorsError {
    .unrepresentableValue(
      SafetensorsError.Detail(
        file: "to be written", tensor: name, expected: expected, found: found))
  }
}
