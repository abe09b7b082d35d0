/// The extents of a tensor's axes, outermost first; up to six, stored inline.
public struct Shape: Hashable, Sendable {
  /// The largest number of axes.
  public static let maximumRank = 6

  // Six extents, then the rank in the last lane: copying a shape costs no heap traffic.
  private var lanes = SIMD8<Int32>()

  /// The number of axes.
  public var rank: Int { Int(lanes[7]) }

  /// A shape of given extents.
  ///
  /// - Precondition: At most six extents, none negative, each below 2^31.
  public init(_ extents: [Int]) {
    precondition(
      extents.count <= Self.maximumRank, "Shape: \(extents.count) axes, at most \(Self.maximumRank)"
    )
    for (axis, extent) in extents.enumerated() {
      precondition(
        extent >= 0 && extent <= Int(Int32.max), "Shape: extent \(extent) of axis \(axis)")
      lanes[axis] = Int32(extent)
    }
    lanes[7] = Int32(extents.count)
  }

  /// The extents as an array.
  public var extents: [Int] { (0..<rank).map { Int(lanes[$0]) } }

  /// The number of elements; 1 for a scalar.
  public var count: Int {
    var product = 1
    for axis in 0..<rank { product *= Int(lanes[axis]) }
    return product
  }

  /// The extent of an axis; a negative axis counts from the last.
  public subscript(axis: Int) -> Int {
    Int(lanes[resolved(axis)])
  }

  /// The axis counted from the first.
  ///
  /// - Precondition: The axis lies in `-rank ..< rank`.
  func resolved(_ axis: Int, _ operation: StaticString = "Shape") -> Int {
    let positive = axis < 0 ? axis + rank : axis
    precondition(
      positive >= 0 && positive < rank, "\(operation): no axis \(axis) in shape \(self)")
    return positive
  }

  /// The product of the extents before an axis, of it, and behind it.
  func split(at axis: Int) -> (outer: Int, axis: Int, inner: Int) {
    var outer = 1
    var inner = 1
    for index in 0..<axis { outer *= Int(lanes[index]) }
    for index in (axis + 1)..<max(axis + 1, rank) { inner *= Int(lanes[index]) }
    return (outer, Int(lanes[axis]), inner)
  }

  /// The shape with one extent replaced.
  func replacing(_ axis: Int, with extent: Int) -> Shape {
    var extents = extents
    extents[axis] = extent
    return Shape(extents)
  }

  /// The shape without an axis.
  func removing(_ axis: Int) -> Shape {
    var extents = extents
    extents.remove(at: axis)
    return Shape(extents)
  }

  /// The shape that two shapes broadcast to, or nil where they do not fit.
  func broadcast(with other: Shape) -> Shape? {
    let rank = max(rank, other.rank)
    var extents = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let mine = axis - (rank - self.rank)
      let theirs = axis - (rank - other.rank)
      let a = mine >= 0 ? self[mine] : 1
      let b = theirs >= 0 ? other[theirs] : 1
      guard a == b || a == 1 || b == 1 else { return nil }
      extents[axis] = a == 1 ? b : a
    }
    return Shape(extents)
  }

  /// Elements between neighbours along each axis of a larger shape; 0 where this shape repeats.
  func strides(broadcastTo shape: Shape) -> [Int] {
    var strides = [Int](repeating: 0, count: shape.rank)
    var step = 1
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      if self[axis] != 1 { strides[axis + shape.rank - rank] = step }
      step *= self[axis]
    }
    return strides
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// A shape of the listed extents.
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }
}

extension Shape: CustomStringConvertible {
  /// The extents in brackets, such as `[32, 100, 24]`.
  public var description: String {
    "[" + extents.map(String.init).joined(separator: ", ") + "]"
  }
}
