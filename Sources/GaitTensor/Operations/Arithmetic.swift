import GaitKernels

/// The sum of two tensors, broadcast over axes of size one and missing leading axes.
public func + (x: Tensor, y: Tensor) -> Tensor {
  let output = broadcast(.add, x, y, "add")
  let (xShape, yShape) = (x.shape, y.shape)
  return record("add", [x, y], output) { dy in [dy.summed(to: xShape), dy.summed(to: yShape)] }
}

/// The difference of two tensors, broadcast.
public func - (x: Tensor, y: Tensor) -> Tensor {
  let output = broadcast(.subtract, x, y, "subtract")
  let (xShape, yShape) = (x.shape, y.shape)
  return record("subtract", [x, y], output) { dy in
    [dy.summed(to: xShape), (-dy).summed(to: yShape)]
  }
}

/// The product of pairs of elements, broadcast.
public func * (x: Tensor, y: Tensor) -> Tensor {
  let output = broadcast(.multiply, x, y, "multiply")
  let (needsX, needsY) = (x.isTracked, y.isTracked)
  let (left, right) = (x.detached, y.detached)
  return record("multiply", [x, y], output) { dy in
    [
      needsX ? (dy * right).summed(to: left.shape) : nil,
      needsY ? (dy * left).summed(to: right.shape) : nil,
    ]
  }
}

/// The quotient of pairs of elements, broadcast.
public func / (x: Tensor, y: Tensor) -> Tensor {
  let output = broadcast(.divide, x, y, "divide")
  let (needsX, needsY) = (x.isTracked, y.isTracked)
  let (xShape, right) = (x.shape, y.detached)
  return record("divide", [x, y], output) { dy in
    let dx = dy / right
    return [
      needsX ? dx.summed(to: xShape) : nil,
      needsY ? (-(dx * output)).summed(to: right.shape) : nil,
    ]
  }
}

/// The negative of each element.
public prefix func - (x: Tensor) -> Tensor { affine(x, scale: -1, shift: 0) }

/// Each element plus a number.
public func + (x: Tensor, y: Scalar) -> Tensor { affine(x, scale: 1, shift: y) }

/// A number plus each element.
public func + (x: Scalar, y: Tensor) -> Tensor { affine(y, scale: 1, shift: x) }

/// Each element minus a number.
public func - (x: Tensor, y: Scalar) -> Tensor { affine(x, scale: 1, shift: -y) }

/// A number minus each element.
public func - (x: Scalar, y: Tensor) -> Tensor { affine(y, scale: -1, shift: x) }

/// Each element times a number.
public func * (x: Tensor, y: Scalar) -> Tensor { affine(x, scale: y, shift: 0) }

/// A number times each element.
public func * (x: Scalar, y: Tensor) -> Tensor { affine(y, scale: x, shift: 0) }

/// Each element divided by a number.
public func / (x: Tensor, y: Scalar) -> Tensor { affine(x, scale: 1 / y, shift: 0) }

/// A number divided by each element.
public func / (x: Scalar, y: Tensor) -> Tensor { Tensor(x) / y }

/// `scale * x + shift`.
///
/// Derivative: `scale`.
private func affine(_ x: Tensor, scale: Scalar, shift: Scalar) -> Tensor {
  let output = Tensor(Kernels.affine(x.buffer, scale: scale, shift: shift), x.shape)
  return record("affine", [x], output) { dy in
    [Tensor(Kernels.affine(dy.buffer, scale: scale, shift: 0), dy.shape)]
  }
}

/// Applies the function under broadcasting, by the fastest loop that covers the two shapes.
private func broadcast(
  _ function: Kernels.Binary, _ x: Tensor, _ y: Tensor, _ name: StaticString
) -> Tensor {
  guard let shape = x.shape.broadcast(with: y.shape) else {
    preconditionFailure("\(name): shapes \(x.shape) and \(y.shape) do not broadcast")
  }
  if x.shape == y.shape { return Tensor(Kernels.zip(function, x.buffer, y.buffer), shape) }
  let count = shape.count
  if x.count == count, count > 0, y.isSuffix(of: shape) {
    return Tensor(
      Kernels.zipRows(function, x.buffer, y.buffer, rows: count / y.count, columns: y.count), shape)
  }
  if y.count == count, count > 0, x.isSuffix(of: shape) {
    let rows = count / x.count
    return Tensor(
      Kernels.zipRows(
        function, y.buffer, x.buffer, rows: rows, columns: x.count, reversed: true), shape)
  }
  return Tensor(
    Kernels.broadcast(
      function, x.buffer, x.shape.strides(broadcastTo: shape), y.buffer,
      y.shape.strides(broadcastTo: shape), extents: shape.extents), shape)
}

extension Tensor {
  /// Whether the shape, leading ones aside, is the end of a larger shape and long enough to loop over.
  fileprivate func isSuffix(of shape: Shape) -> Bool {
    guard count > 1 else { return false }
    let own = self.shape.extents.drop { $0 == 1 }
    return own.elementsEqual(shape.extents.suffix(own.count))
  }

  /// Sums over the axes along which a smaller shape was repeated: the derivative of broadcasting.
  package func summed(to target: Shape) -> Tensor {
    guard shape != target else { return self }
    let padded = [Int](repeating: 1, count: shape.rank - target.rank) + target.extents
    var buffer = buffer
    var extents = shape.extents
    // Runs of neighbouring axes are summed at once.
    var axis = 0
    while axis < extents.count {
      guard padded[axis] != extents[axis] else {
        axis += 1
        continue
      }
      var end = axis
      while end < extents.count, padded[end] == 1 { end += 1 }
      let outer = extents[..<axis].reduce(1, *)
      let middle = extents[axis..<end].reduce(1, *)
      let inner = extents[end...].reduce(1, *)
      buffer = Kernels.sum(buffer, outer: outer, axis: middle, inner: inner)
      for index in axis..<end { extents[index] = 1 }
      axis = end
    }
    return Tensor(buffer, target)
  }
}
