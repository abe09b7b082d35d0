import GaitKernels

/// The number type of the engine.
public typealias Scalar = Float

/// An immutable array of numbers with a shape: a value that operations turn into new values.
///
/// Elements are contiguous, the last axis fastest. While a tape watches, a tensor also knows its
/// place on the tape.
public struct Tensor: Sendable {
  package let buffer: Buffer
  /// The extents of the axes.
  public let shape: Shape
  package let link: Tape.Link?

  package init(_ buffer: Buffer, _ shape: Shape, link: Tape.Link? = nil) {
    precondition(
      buffer.count == shape.count, "Tensor: \(buffer.count) elements for shape \(shape)")
    self.buffer = buffer
    self.shape = shape
    self.link = link
  }

  /// A tensor of listed elements.
  ///
  /// - Precondition: As many elements as the shape holds.
  public init(_ elements: [Scalar], shape: Shape) {
    precondition(
      elements.count == shape.count, "Tensor: \(elements.count) elements for shape \(shape)")
    self.init(Buffer(elements), shape)
  }

  /// A vector.
  public init(_ elements: [Scalar]) {
    self.init(elements, shape: [elements.count])
  }

  /// A scalar: a tensor without axes.
  public init(_ value: Scalar) {
    self.init([value], shape: [])
  }

  /// A tensor of one repeated value.
  public init(repeating value: Scalar, shape: Shape) {
    self.init(Buffer(repeating: value, count: shape.count), shape)
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor {
    Tensor(repeating: 0, shape: shape)
  }

  /// A tensor of ones.
  public static func ones(_ shape: Shape) -> Tensor {
    Tensor(repeating: 1, shape: shape)
  }

  /// A tensor of independent standard normal numbers.
  public static func normal(_ shape: Shape, using random: inout RandomSource) -> Tensor {
    Tensor((0..<shape.count).map { _ in random.normal() }, shape: shape)
  }

  /// A tensor of independent numbers, uniform in a range.
  public static func uniform(
    _ shape: Shape, in range: ClosedRange<Scalar>, using random: inout RandomSource
  ) -> Tensor {
    Tensor((0..<shape.count).map { _ in random.uniform(in: range) }, shape: shape)
  }

  /// The number of elements.
  public var count: Int { buffer.count }

  /// The elements, the last axis fastest.
  public var elements: [Scalar] { buffer.array }

  /// The only element.
  ///
  /// - Precondition: The tensor holds exactly one element.
  public var item: Scalar {
    precondition(count == 1, "item: shape \(shape) holds \(count) elements, not one")
    return buffer[0]
  }

  /// One element by its place along each axis.
  public subscript(indices: Int...) -> Scalar {
    precondition(indices.count == shape.rank, "subscript: \(indices.count) indices for \(shape)")
    var place = 0
    for (axis, index) in indices.enumerated() {
      precondition(
        index >= 0 && index < shape[axis], "subscript: index \(index) of axis \(axis) in \(shape)")
      place = place * shape[axis] + index
    }
    return buffer[place]
  }

  /// The same values without a place on any tape: gradients stop here.
  public var detached: Tensor { Tensor(buffer, shape) }

  /// Whether a tape watches this tensor.
  public var isTracked: Bool { link != nil }
}

extension Tensor: CustomStringConvertible {
  /// The shape and the first elements.
  public var description: String {
    let shown = (0..<min(8, count)).map { "\(buffer[$0])" }.joined(separator: ", ")
    return "Tensor\(shape)(\(shown)\(count > 8 ? ", …" : ""))"
  }
}
