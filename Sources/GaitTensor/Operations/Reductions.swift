import GaitKernels

extension Tensor {
  /// The sum of every element, a scalar.
  ///
  /// Derivative: the gradient, repeated.
  public func sum() -> Tensor {
    let shape = shape
    return record("sum", [self], Tensor([Kernels.sum(buffer)], shape: [])) { dy in
      [Tensor(repeating: dy.item, shape: shape)]
    }
  }

  /// The mean of every element, a scalar.
  ///
  /// - Precondition: The tensor holds at least one element.
  public func mean() -> Tensor {
    precondition(count > 0, "mean: shape \(shape) holds no element")
    return sum() / Scalar(count)
  }

  /// The sum along one axis, which is dropped or kept at size one.
  public func sum(axis: Int, keepingAxis: Bool = false) -> Tensor {
    let axis = shape.resolved(axis, "sum")
    let (outer, length, inner) = shape.split(at: axis)
    let result = Kernels.sum(buffer, outer: outer, axis: length, inner: inner)
    let full = shape
    return record("sum.axis", [self], Tensor(result, reduced(axis, keepingAxis))) { dy in
      [Tensor(Kernels.repeated(dy.buffer, outer: outer, axis: length, inner: inner), full)]
    }
  }

  /// The mean along one axis, which is dropped or kept at size one.
  ///
  /// - Precondition: The axis holds at least one element.
  public func mean(axis: Int, keepingAxis: Bool = false) -> Tensor {
    precondition(shape[axis] > 0, "mean: axis \(axis) of shape \(shape) is empty")
    return sum(axis: axis, keepingAxis: keepingAxis) / Scalar(shape[axis])
  }

  /// The largest element along one axis; the first of equal ones takes the gradient.
  ///
  /// - Precondition: The axis holds at least one element.
  public func max(axis: Int, keepingAxis: Bool = false) -> Tensor {
    let axis = shape.resolved(axis, "max")
    let (outer, length, inner) = shape.split(at: axis)
    precondition(length > 0, "max: axis \(axis) of shape \(shape) is empty")
    let (values, places) = Kernels.maximum(buffer, outer: outer, axis: length, inner: inner)
    let full = shape
    return record("max", [self], Tensor(values, reduced(axis, keepingAxis))) { dy in
      [
        Tensor(
          Kernels.scatter(dy.buffer, places: places, outer: outer, axis: length, inner: inner),
          full)
      ]
    }
  }

  private func reduced(_ axis: Int, _ keepingAxis: Bool) -> Shape {
    keepingAxis ? shape.replacing(axis, with: 1) : shape.removing(axis)
  }
}
