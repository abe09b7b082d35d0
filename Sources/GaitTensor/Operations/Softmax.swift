import GaitKernels

/// Softmax along the last axis, in one pass over each row; saves its output.
///
/// The largest element is taken off first, so no input overflows.
public func softmax(_ x: Tensor) -> Tensor {
  softmax(x, kernelMask: nil)
}

/// Softmax along the last axis over the elements that a mask shows.
///
/// A hidden element gets weight zero whatever it holds; a row with nothing visible becomes zeros.
///
/// - Precondition: The mask has the shape of x, or of its last axes.
public func softmax(_ x: Tensor, mask: Mask) -> Tensor {
  precondition(
    x.shape.extents.suffix(mask.shape.rank).elementsEqual(mask.shape.extents),
    "softmax: mask \(mask.shape) for shape \(x.shape)")
  let columns = x.shape[-1]
  let lines = mask.bytes.count / max(1, columns)
  return softmax(
    x,
    kernelMask: Kernels.Mask(
      bytes: mask.bytes, repeats: 1, rows: lines, isPerBlock: false, isPerRow: true))
}

func softmax(_ x: Tensor, kernelMask: Kernels.Mask?) -> Tensor {
  precondition(x.shape.rank >= 1, "softmax: a scalar has no axis")
  let columns = x.shape[-1]
  let rows = x.count / max(1, columns)
  let y = Tensor(
    Kernels.softmax(x.buffer, rows: rows, columns: columns, mask: kernelMask), x.shape)
  return record("softmax", [x], y) { dy in
    [
      Tensor(
        Kernels.softmaxBackward(output: y.buffer, dy.buffer, rows: rows, columns: columns), y.shape)
    ]
  }
}
