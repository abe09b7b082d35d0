import GaitKernels

extension Tensor {
  /// The same elements under another shape; shares its memory.
  ///
  /// One extent may be -1: it becomes what the others leave.
  ///
  /// - Precondition: Both shapes hold the same number of elements.
  public func reshaped(to extents: [Int]) -> Tensor {
    var extents = extents
    if let free = extents.firstIndex(of: -1) {
      let known = extents.enumerated().reduce(1) { $1.offset == free ? $0 : $0 * $1.element }
      precondition(
        known > 0 && count % known == 0, "reshaped: \(shape) does not fit \(extents)")
      extents[free] = count / known
    }
    let target = Shape(extents)
    precondition(target.count == count, "reshaped: \(shape) does not fit \(target)")
    let original = shape
    return record("reshaped", [self], Tensor(buffer, target)) { dy in
      [Tensor(dy.buffer, original)]
    }
  }

  /// The tensor with an axis of size one put in before an axis.
  public func expandingAxis(_ axis: Int) -> Tensor {
    var extents = shape.extents
    extents.insert(1, at: axis < 0 ? axis + extents.count + 1 : axis)
    return reshaped(to: extents)
  }

  /// The tensor without an axis of size one.
  ///
  /// - Precondition: The axis has size one.
  public func squeezed(_ axis: Int) -> Tensor {
    precondition(shape[axis] == 1, "squeezed: axis \(axis) of \(shape) is not of size one")
    return reshaped(to: shape.removing(shape.resolved(axis)).extents)
  }

  /// The tensor with its axes from one on joined into one.
  public func flattened(from axis: Int = 0) -> Tensor {
    let axis = shape.resolved(axis, "flattened")
    return reshaped(to: Array(shape.extents[..<axis]) + [shape.extents[axis...].reduce(1, *)])
  }

  /// The tensor with two axes exchanged.
  public func transposed(_ first: Int, _ second: Int) -> Tensor {
    var order = Array(0..<shape.rank)
    order.swapAt(shape.resolved(first, "transposed"), shape.resolved(second, "transposed"))
    return permuted(order)
  }

  /// The tensor with its axes in another order: axis i of the result is axis `order[i]`.
  ///
  /// - Precondition: The order names each axis once.
  public func permuted(_ order: [Int]) -> Tensor {
    precondition(order.sorted() == Array(0..<shape.rank), "permuted: \(order) for shape \(shape)")
    var inverse = order
    for (axis, source) in order.enumerated() { inverse[source] = axis }
    let extents = shape.extents
    let target = order.map { extents[$0] }
    let output = Tensor(Kernels.permuted(buffer, extents: extents, order: order), Shape(target))
    return record("permuted", [self], output) { dy in
      [Tensor(Kernels.permuted(dy.buffer, extents: target, order: inverse), Shape(extents))]
    }
  }

  /// The tensor repeated along axes of size one, and along new leading axes, to a larger shape.
  ///
  /// - Precondition: The shape broadcasts to the target.
  public func expanded(to target: Shape) -> Tensor {
    guard shape != target else { return self }
    precondition(
      shape.broadcast(with: target) == target, "expanded: \(shape) does not broadcast to \(target)")
    let own = shape
    let output = detached * Tensor.ones(target)
    return record("expanded", [self], output) { dy in [dy.summed(to: own)] }
  }
}
