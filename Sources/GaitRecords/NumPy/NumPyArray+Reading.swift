import Foundation

extension NumPyArray {
  /// Reads an array from a `.npy` file of version 1, 2 or 3.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The array, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (array: NumPyArray, report: ImportReport) {
    try read(BinaryFile(contentsOf: url, limits: limits))
  }

  /// Reads an array from the bytes of a `.npy` file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The array, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (array: NumPyArray, report: ImportReport) {
    try read(BinaryFile(data, name: name, limits: limits))
  }

  private static func read(
    _ file: BinaryFile
  ) throws(RecordError) -> (array: NumPyArray, report: ImportReport) {
    var report = ImportReport()
    let header = try NumPyHeader(file)
    let count = header.shape.reduce(1, *)
    let end = header.dataOffset + count * header.elementType.byteCount
    if end < file.count {
      report.warn("\(file.count - end) bytes behind the last element are left out", file: file.name)
    }
    let data = file.data
    let reader = NumPyElements(
      start: header.dataOffset, count: count, isBigEndian: header.isBigEndian,
      order: header.isFortranOrder && header.shape.count > 1 ? header.shape : nil)
    let elements = try reader.read(header.elementType, data.span, file)
    return (
      NumPyArray(elements, shape: header.shape, elementType: header.elementType), report
    )
  }
}

/// Reads elements of one type.
private struct NumPyElements {
  let start: Int
  let count: Int
  let isBigEndian: Bool
  /// The shape, if the first axis is the fastest in the file.
  let order: [Int]?

  func read(
    _ type: NumPyArray.ElementType, _ bytes: Span<UInt8>, _ file: BinaryFile
  ) throws(RecordError) -> NumPyArray.Elements {
    switch type {
    case .bool:
      for place in start..<start + count where bytes[place] > 1 {
        throw file.malformed(
          at: place, "truth value", expected: "0 or 1", found: "\(bytes[place])")
      }
      return .bools(values(bytes, UInt8.self, false) { $0 == 1 })
    case .int8: return .integers(values(bytes, UInt8.self, 0) { Int(Int8(bitPattern: $0)) })
    case .uint8: return .integers(values(bytes, UInt8.self, 0) { Int($0) })
    case .int16: return .integers(values(bytes, UInt16.self, 0) { Int(Int16(bitPattern: $0)) })
    case .uint16: return .integers(values(bytes, UInt16.self, 0) { Int($0) })
    case .int32: return .integers(values(bytes, UInt32.self, 0) { Int(Int32(bitPattern: $0)) })
    case .uint32: return .integers(values(bytes, UInt32.self, 0) { Int($0) })
    case .int64: return .integers(values(bytes, UInt64.self, 0) { Int(Int64(bitPattern: $0)) })
    case .uint64: return .unsigned(values(bytes, UInt64.self, 0) { $0 })
    case .float16: return .floats(values(bytes, UInt16.self, 0) { HalfFloat.value($0) })
    case .float32: return .floats(values(bytes, UInt32.self, 0) { Float(bitPattern: $0) })
    case .float64: return .doubles(values(bytes, UInt64.self, 0) { Double(bitPattern: $0) })
    }
  }

  @inline(__always)
  private func values<Bits: FixedWidthInteger & UnsignedInteger, Value>(
    _ bytes: Span<UInt8>, _: Bits.Type, _ zero: Value, _ value: (Bits) -> Value
  ) -> [Value] {
    let width = Bits.bitWidth / 8
    var values = [Value](repeating: zero, count: count)
    var place = start
    @inline(__always) func next() -> Value {
      var bits = Bits.zero
      for byte in 0..<width {
        let shift = isBigEndian ? width - 1 - byte : byte
        bits |= Bits(bytes[place + byte]) << Bits(8 * shift)
      }
      place += width
      return value(bits)
    }
    guard let shape = order else {
      for index in 0..<count { values[index] = next() }
      return values
    }
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    var position = [Int](repeating: 0, count: shape.count)
    var target = 0
    for _ in 0..<count {
      values[target] = next()
      var axis = 0
      while axis < shape.count {
        position[axis] += 1
        target += strides[axis]
        if position[axis] < shape[axis] { break }
        target -= shape[axis] * strides[axis]
        position[axis] = 0
        axis += 1
      }
    }
    return values
  }
}

/// Floats of two bytes: 1 bit of sign, 5 of exponent, 10 of mantissa.
enum HalfFloat {
  /// The number; a half's NaN stays one.
  static func value(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10 & 0x1F)
    let mantissa = UInt32(bits & 0x3FF)
    switch exponent {
    case 0: return Float(bitPattern: sign | 0x3F80_0000) * Float(mantissa) * 0x1p-24
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | mantissa << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | mantissa << 13)
    }
  }

  /// The nearest half, ties to even; beyond 65,504 infinity.
  static func bits(_ value: Float) -> UInt16 {
    let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
    if value.isNaN { return sign | 0x7E00 }
    let size = value.magnitude
    if size >= 65520 { return sign | 0x7C00 }
    if size < 0x1p-14 { return sign | UInt16((size * 0x1p24).rounded(.toNearestOrEven)) }
    let bits = size.bitPattern
    // Adding half of what is cut off, and the last bit kept, rounds ties to even.
    let rounded = bits + 0xFFF + (bits >> 13 & 1)
    return sign | UInt16((rounded >> 13) - 112 << 10)
  }
}
