import GaitKernels

extension Tensor {
  /// The exponential moving average along an axis, which begins at the first element.
  ///
  /// `s[0] = x[0]`, `s[t] = alpha x[t] + (1 - alpha) s[t-1]`. Derivative: the same recurrence from
  /// the end.
  ///
  /// - Precondition: `alpha` lies in 0...1.
  public func exponentialMovingAverage(axis: Int, alpha: Scalar) -> Tensor {
    precondition(alpha >= 0 && alpha <= 1, "exponentialMovingAverage: alpha \(alpha)")
    let (outer, length, inner) = shape.split(at: shape.resolved(axis, "exponentialMovingAverage"))
    let full = shape
    let result = Kernels.movingAverage(
      buffer, alpha: alpha, outer: outer, axis: length, inner: inner)
    return record("exponentialMovingAverage", [self], Tensor(result, full)) { dy in
      [
        Tensor(
          Kernels.movingAverageBackward(
            dy.buffer, alpha: alpha, outer: outer, axis: length, inner: inner), full)
      ]
    }
  }

  /// The tensor with its first and last places along an axis repeated before and behind.
  ///
  /// Derivative: the ends collect the gradients of their copies.
  ///
  /// - Precondition: Counts that are not negative, and an axis that is not empty.
  public func replicatePadded(axis: Int, before: Int, after: Int) -> Tensor {
    let axis = shape.resolved(axis, "replicatePadded")
    let (outer, length, inner) = shape.split(at: axis)
    precondition(
      before >= 0 && after >= 0 && length > 0,
      "replicatePadded: \(before) before and \(after) behind axis \(axis) of shape \(shape)")
    let full = shape
    let result = Kernels.replicatePadded(
      buffer, before: before, after: after, outer: outer, axis: length, inner: inner)
    let output = Tensor(result, full.replacing(axis, with: before + length + after))
    return record("replicatePadded", [self], output) { dy in
      [
        Tensor(
          Kernels.replicatePaddedBackward(
            dy.buffer, before: before, after: after, outer: outer, axis: length, inner: inner),
          full)
      ]
    }
  }

  /// Runs of the last axis, `stride` apart, along a new axis: [..., time] to [..., patches, size].
  ///
  /// Steps behind the last whole patch are left out. Derivative: overlapping patches are added up.
  ///
  /// - Precondition: At least one patch fits.
  public func patches(size: Int, stride: Int) -> Tensor {
    precondition(
      shape.rank >= 1 && size > 0 && stride > 0 && size <= shape[-1],
      "patches: size \(size) and stride \(stride) for shape \(shape)")
    let length = shape[-1]
    let number = (length - size) / stride + 1
    let rows = count / length
    let full = shape
    let result = Kernels.patches(
      buffer, rows: rows, length: length, size: size, stride: stride, count: number)
    let output = Tensor(result, Shape(full.extents.dropLast() + [number, size]))
    return record("patches", [self], output) { dy in
      [
        Tensor(
          Kernels.patchesBackward(
            dy.buffer, rows: rows, length: length, size: size, stride: stride, count: number),
          full)
      ]
    }
  }
}
