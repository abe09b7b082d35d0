import Foundation

extension SafetensorsFile {
  /// The elements of a tensor of floating-point type as `Float`, last axis fastest.
  ///
  /// `F16`, `BF16` and `F32` are exact; `F64` is rounded to nearest.
  ///
  /// - Parameter tensor: The tensor's name.
  /// - Returns: As many values as the shape has elements.
  /// - Throws: ``SafetensorsError`` if there is no such tensor, it holds integers or booleans, or
  ///   a finite value is beyond the range of `Float`.
  public func floats(_ tensor: String) throws -> [Float] {
    let entry = try entry(tensor)
    switch entry.elementType {
    case .float32: return copied(entry)
    case .float16:
      return try convert(entry, UInt16.self) { HalfPrecision.value(binary16: $0) }
    case .bfloat16:
      return try convert(entry, UInt16.self) { HalfPrecision.value(bfloat16: $0) }
    case .float64:
      return try convert(entry, UInt64.self) {
        let value = Double(bitPattern: $0)
        let narrow = Float(value)
        return narrow.isInfinite && value.isFinite ? nil : narrow
      }
    default: throw wrongType(entry, "F32, F64, F16 or BF16")
    }
  }

  /// The elements of a tensor of floating-point type as `Double`, without loss.
  ///
  /// - Parameter tensor: The tensor's name.
  /// - Returns: As many values as the shape has elements.
  /// - Throws: ``SafetensorsError`` if there is no such tensor or it holds integers or booleans.
  public func doubles(_ tensor: String) throws -> [Double] {
    let entry = try entry(tensor)
    guard entry.elementType == .float64 else { return try floats(tensor).map(Double.init) }
    return try convert(entry, UInt64.self) { Double(bitPattern: $0) }
  }

  /// The elements of a tensor of integer type.
  ///
  /// - Parameter tensor: The tensor's name.
  /// - Returns: As many values as the shape has elements.
  /// - Throws: ``SafetensorsError`` if there is no such tensor, it holds other than integers, or
  ///   a `U64` is beyond the range of `Int`.
  public func integers(_ tensor: String) throws -> [Int] {
    let entry = try entry(tensor)
    switch entry.elementType {
    case .uint8: return try convert(entry, UInt8.self) { Int($0) }
    case .int8: return try convert(entry, Int8.self) { Int($0) }
    case .uint16: return try convert(entry, UInt16.self) { Int($0) }
    case .int16: return try convert(entry, Int16.self) { Int($0) }
    case .uint32: return try convert(entry, UInt32.self) { Int($0) }
    case .int32: return try convert(entry, Int32.self) { Int($0) }
    case .uint64: return try convert(entry, UInt64.self) { Int(exactly: $0) }
    case .int64: return try convert(entry, Int64.self) { Int($0) }
    default: throw wrongType(entry, "an integer type")
    }
  }

  /// The elements of a tensor of type `BOOL`.
  ///
  /// - Parameter tensor: The tensor's name.
  /// - Returns: As many values as the shape has elements.
  /// - Throws: ``SafetensorsError`` if there is no such tensor, it is of another type, or a byte
  ///   is neither 0 nor 1.
  public func booleans(_ tensor: String) throws -> [Bool] {
    let entry = try entry(tensor)
    guard entry.elementType == .bool else { throw wrongType(entry, "BOOL") }
    return try convert(entry, UInt8.self) { $0 > 1 ? nil : $0 == 1 }
  }

  /// Lends the bytes of a tensor, little endian, without copying; they may lie unaligned.
  ///
  /// - Parameters:
  ///   - entry: A tensor of this file.
  ///   - body: What to do with them; they must not outlive the call.
  /// - Returns: What the closure returns.
  package func withBytes<Result>(
    of entry: SafetensorsEntry, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    precondition(
      entry.byteRange.upperBound <= data.count,
      "withBytes: \(entry.name) at \(entry.byteRange) is not of this file of \(data.count) bytes")
    return try data.withUnsafeBytes { bytes in
      try body(UnsafeRawBufferPointer(rebasing: bytes[entry.byteRange]))
    }
  }

  private func copied(_ entry: SafetensorsEntry) -> [Float] {
    withBytes(of: entry) { bytes in
      [Float](unsafeUninitializedCapacity: entry.elementCount) { floats, count in
        UnsafeMutableRawBufferPointer(floats).copyMemory(from: bytes)
        count = entry.elementCount
        #if _endian(big)
          for place in 0..<count {
            floats[place] = Float(bitPattern: UInt32(littleEndian: floats[place].bitPattern))
          }
        #endif
      }
    }
  }

  /// Converts each element; a conversion to nil is an error at that element's offset.
  private func convert<Stored: FixedWidthInteger, Value>(
    _ entry: SafetensorsEntry, _: Stored.Type, _ value: (Stored) -> Value?
  ) throws -> [Value] {
    let size = MemoryLayout<Stored>.size
    return try withBytes(of: entry) { bytes in
      var values: [Value] = []
      values.reserveCapacity(entry.elementCount)
      for offset in stride(from: 0, to: bytes.count, by: size) {
        let stored = Stored(
          littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Stored.self))
        guard let converted = value(stored) else {
          throw SafetensorsError.unrepresentableValue(
            SafetensorsError.Detail(
              file: name, tensor: entry.name, offset: entry.byteRange.lowerBound + offset,
              expected: "a value in the range of \(Value.self)",
              found: "\(entry.elementType.rawValue) with bits 0x" + String(stored, radix: 16)))
        }
        values.append(converted)
      }
      return values
    }
  }

  private func wrongType(_ entry: SafetensorsEntry, _ expected: String) -> SafetensorsError {
    .wrongElementType(
      SafetensorsError.Detail(
        file: name, tensor: entry.name, offset: entry.byteRange.lowerBound, expected: expected,
        found: entry.elementType.rawValue))
  }
}
