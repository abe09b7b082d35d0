import Foundation

/// An array of a NumPy file: its shape, its elements, and the type they had in the file.
public struct NumPyArray: Equatable, Sendable {
  /// The types of elements that are read and written.
  public enum ElementType: String, Hashable, Sendable, Codable, CaseIterable {
    /// A truth value of one byte.
    case bool = "b1"
    /// A signed number of one byte.
    case int8 = "i1"
    /// A signed number of two bytes.
    case int16 = "i2"
    /// A signed number of four bytes.
    case int32 = "i4"
    /// A signed number of eight bytes.
    case int64 = "i8"
    /// An unsigned number of one byte.
    case uint8 = "u1"
    /// An unsigned number of two bytes.
    case uint16 = "u2"
    /// An unsigned number of four bytes.
    case uint32 = "u4"
    /// An unsigned number of eight bytes.
    case uint64 = "u8"
    /// A float of two bytes.
    case float16 = "f2"
    /// A float of four bytes.
    case float32 = "f4"
    /// A float of eight bytes.
    case float64 = "f8"

    /// The bytes of an element.
    public var byteCount: Int { Int(rawValue.dropFirst()) ?? 1 }
  }

  /// The elements, the last axis fastest.
  public enum Elements: Equatable, Sendable {
    /// Floats; what `f2` and `f4` become.
    case floats([Float])
    /// Doubles; what `f8` becomes.
    case doubles([Double])
    /// Whole numbers; what all signed and the smaller unsigned types become.
    case integers([Int])
    /// Unsigned numbers of eight bytes.
    case unsigned([UInt64])
    /// Truth values.
    case bools([Bool])

    /// The number of elements.
    public var count: Int {
      switch self {
      case .floats(let values): values.count
      case .doubles(let values): values.count
      case .integers(let values): values.count
      case .unsigned(let values): values.count
      case .bools(let values): values.count
      }
    }
  }

  /// The extents; empty for a single number.
  public let shape: [Int]
  /// The elements, the last axis fastest whatever the order in the file.
  public let elements: Elements
  /// The type in the file.
  public let elementType: ElementType

  /// Creates an array.
  ///
  /// - Parameters:
  ///   - elements: The elements, the last axis fastest.
  ///   - shape: The extents; one axis if left out.
  ///   - elementType: The type in the file; the one that holds the elements exactly if left out.
  /// - Precondition: There are as many elements as the shape says.
  public init(_ elements: Elements, shape: [Int]? = nil, elementType: ElementType? = nil) {
    let shape = shape ?? [elements.count]
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == elements.count,
      "NumPyArray: \(elements.count) elements for the shape \(shape)")
    self.shape = shape
    self.elements = elements
    self.elementType =
      elementType
      ?? {
        switch elements {
        case .floats: .float32
        case .doubles: .float64
        case .integers: .int64
        case .unsigned: .uint64
        case .bools: .bool
        }
      }()
  }

  /// The elements as doubles; whole numbers beyond 2^53 are rounded, truth is 1.
  public var doubles: [Double] {
    switch elements {
    case .floats(let values): values.map(Double.init)
    case .doubles(let values): values
    case .integers(let values): values.map(Double.init)
    case .unsigned(let values): values.map(Double.init)
    case .bools(let values): values.map { $0 ? 1 : 0 }
    }
  }

  /// The elements as floats.
  public var floats: [Float] {
    if case .floats(let values) = elements { return values }
    return doubles.map(Float.init)
  }
}
