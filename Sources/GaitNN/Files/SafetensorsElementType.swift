/// How one element of a stored tensor is laid out; the raw value is the format's name for it.
///
/// The cases stand in the order in which the reference implementation (safetensors 0.8) ranks
/// them: by alignment, then as declared. Its eight-bit floats, four- and six-bit floats and
/// complex numbers are not read.
public enum SafetensorsElementType: String, CaseIterable, Sendable, Hashable {
  /// One byte, 0 or 1.
  case bool = "BOOL"
  /// Unsigned integer of 8 bits.
  case uint8 = "U8"
  /// Signed integer of 8 bits.
  case int8 = "I8"
  /// Signed integer of 16 bits.
  case int16 = "I16"
  /// Unsigned integer of 16 bits.
  case uint16 = "U16"
  /// IEEE 754 binary16.
  case float16 = "F16"
  /// The upper half of a binary32: 8 bits of exponent, 7 of fraction.
  case bfloat16 = "BF16"
  /// Signed integer of 32 bits.
  case int32 = "I32"
  /// Unsigned integer of 32 bits.
  case uint32 = "U32"
  /// IEEE 754 binary32, Swift's `Float`.
  case float32 = "F32"
  /// IEEE 754 binary64, Swift's `Double`.
  case float64 = "F64"
  /// Signed integer of 64 bits.
  case int64 = "I64"
  /// Unsigned integer of 64 bits.
  case uint64 = "U64"

  /// Bytes an element takes.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// Whether elements are floating-point numbers.
  public var isFloatingPoint: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: true
    default: false
    }
  }

  /// Place in the order of the reference implementation; a larger one is written first.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
