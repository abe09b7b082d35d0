import GaitKernels

extension Tensor {
  /// A run of places along one axis.
  ///
  /// - Precondition: The range lies inside the axis.
  public func sliced(axis: Int, _ range: Range<Int>) -> Tensor {
    let axis = shape.resolved(axis, "sliced")
    let (outer, length, inner) = shape.split(at: axis)
    precondition(
      range.lowerBound >= 0 && range.upperBound <= length,
      "sliced: \(range) of axis \(axis) in shape \(shape)")
    let width = range.count * inner
    let result = Buffer(uninitialized: outer * width)
    Kernels.copyBlocks(
      from: buffer, at: range.lowerBound * inner, stride: length * inner,
      to: result, at: 0, stride: width, outer: outer, width: width)
    let full = shape
    let output = Tensor(result, shape.replacing(axis, with: range.count))
    return record("sliced", [self], output) { dy in
      let dx = Buffer(repeating: 0, count: full.count)
      Kernels.copyBlocks(
        from: dy.buffer, at: 0, stride: width,
        to: dx, at: range.lowerBound * inner, stride: length * inner, outer: outer, width: width)
      return [Tensor(dx, full)]
    }
  }

  /// A run of rows of a weight: `sliced(axis: 0, …)`, whose copy is kept with a weight that no tape
  /// watches and that therefore serves many calls.
  ///
  /// - Precondition: The range lies inside the first axis.
  package func rows(_ range: Range<Int>) -> Tensor {
    guard !isTracked else { return sliced(axis: 0, range) }
    precondition(
      range.lowerBound >= 0 && range.upperBound <= shape[0], "rows: \(range) of shape \(shape)")
    let width = shape.count / Swift.max(1, shape[0])
    return Tensor(
      buffer.keptRun(range.lowerBound * width..<range.upperBound * width),
      shape.replacing(0, with: range.count))
  }

  /// One place along an axis, which is dropped.
  public func selected(axis: Int, _ index: Int) -> Tensor {
    let axis = shape.resolved(axis, "selected")
    return sliced(axis: axis, index..<index + 1).reshaped(to: shape.removing(axis).extents)
  }

  /// The places of an axis at listed indices, which may repeat.
  ///
  /// - Precondition: Every index lies inside the axis.
  public func gathered(axis: Int, _ indices: [Int]) -> Tensor {
    let axis = shape.resolved(axis, "gathered")
    let (outer, length, inner) = shape.split(at: axis)
    for index in indices {
      precondition(
        index >= 0 && index < length, "gathered: index \(index) of axis \(axis) in shape \(shape)")
    }
    let result = Kernels.gather(
      buffer, indices: indices, outer: outer, axis: length, inner: inner)
    let full = shape
    let output = Tensor(result, shape.replacing(axis, with: indices.count))
    return record("gathered", [self], output) { dy in
      [
        Tensor(
          Kernels.scatterAdd(
            dy.buffer, indices: indices, outer: outer, axis: length, inner: inner), full)
      ]
    }
  }

  /// The tensor with zeros, or another value, before and behind along one axis.
  public func padded(axis: Int, before: Int, after: Int, with value: Scalar = 0) -> Tensor {
    precondition(before >= 0 && after >= 0, "padded: \(before) before and \(after) behind")
    let axis = shape.resolved(axis, "padded")
    let (outer, length, inner) = shape.split(at: axis)
    let longer = before + length + after
    let result = Buffer(repeating: value, count: outer * longer * inner)
    Kernels.copyBlocks(
      from: buffer, at: 0, stride: length * inner,
      to: result, at: before * inner, stride: longer * inner, outer: outer, width: length * inner)
    let output = Tensor(result, shape.replacing(axis, with: longer))
    return record("padded", [self], output) { dy in
      [dy.sliced(axis: axis, before..<before + length)]
    }
  }
}

/// The tensors joined along one axis.
///
/// - Precondition: At least one tensor, and shapes equal but for that axis.
public func concatenated(_ tensors: [Tensor], axis: Int) -> Tensor {
  guard let first = tensors.first else { preconditionFailure("concatenated: no tensors") }
  let axis = first.shape.resolved(axis, "concatenated")
  for tensor in tensors {
    precondition(
      tensor.shape.rank == first.shape.rank
        && tensor.shape.removing(axis) == first.shape.removing(axis),
      "concatenated: shapes \(first.shape) and \(tensor.shape) along axis \(axis)")
  }
  let lengths = tensors.map { $0.shape[axis] }
  let total = lengths.reduce(0, +)
  let (outer, _, inner) = first.shape.split(at: axis)
  let result = Buffer(uninitialized: outer * total * inner)
  var start = 0
  for (tensor, length) in zip(tensors, lengths) {
    Kernels.copyBlocks(
      from: tensor.buffer, at: 0, stride: length * inner,
      to: result, at: start * inner, stride: total * inner, outer: outer, width: length * inner)
    start += length
  }
  let output = Tensor(result, first.shape.replacing(axis, with: total))
  return record("concatenated", tensors, output) { dy in
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return dy.sliced(axis: axis, start..<start + length)
    }
  }
}

/// The tensors joined along a new axis.
///
/// - Precondition: At least one tensor, all of one shape.
public func stacked(_ tensors: [Tensor], axis: Int) -> Tensor {
  concatenated(tensors.map { $0.expandingAxis(axis) }, axis: axis)
}
