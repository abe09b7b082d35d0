import Foundation

/// Fields of a protocol buffer message, in the order in which they are added.
///
/// The wire format of https://protobuf.dev/programming-guides/encoding: a tag of field number and
/// wire type, then the value.
struct ProtocolBuffer {
  private(set) var data = Data()

  /// A whole number, seven bits a byte; a negative one takes ten bytes.
  mutating func add(_ field: Int, integer value: Int) {
    addVariableLength(UInt64(field) << 3)
    addVariableLength(UInt64(bitPattern: Int64(value)))
  }

  mutating func add(_ field: Int, double value: Double) {
    addVariableLength(UInt64(field) << 3 | 1)
    data.append(littleEndian: value.bitPattern)
  }

  mutating func add(_ field: Int, float value: Float) {
    addVariableLength(UInt64(field) << 3 | 5)
    data.append(littleEndian: value.bitPattern)
  }

  mutating func add(_ field: Int, bytes value: Data) {
    addVariableLength(UInt64(field) << 3 | 2)
    addVariableLength(UInt64(value.count))
    data.append(value)
  }

  mutating func add(_ field: Int, text value: String) {
    add(field, bytes: Data(value.utf8))
  }

  mutating func add(_ field: Int, message value: ProtocolBuffer) {
    add(field, bytes: value.data)
  }

  mutating func add(_ field: Int, packed values: [Double]) {
    var bytes = Data(capacity: values.count * 8)
    for value in values {
      bytes.append(littleEndian: value.bitPattern)
    }
    add(field, bytes: bytes)
  }

  private mutating func addVariableLength(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      data.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    data.append(UInt8(rest))
  }
}

extension Data {
  /// Appends the bytes of a number, the lowest first.
  mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
    var rest = number
    for _ in 0..<(Number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
