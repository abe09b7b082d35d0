import GaitKernels

/// The logarithm of the softmax along the last axis; saves its output.
///
/// The sums of exponentials run in double with the largest element taken off, so nothing overflows.
///
/// - Precondition: At least one axis.
public func logSoftmax(_ x: Tensor) -> Tensor {
  precondition(x.shape.rank >= 1, "logSoftmax: a scalar has no axis")
  let columns = x.shape[-1]
  let rows = x.count / max(1, columns)
  let y = Tensor(Kernels.logSoftmax(x.buffer, rows: rows, columns: columns), x.shape)
  return record("logSoftmax", [x], y) { dy in
    [
      Tensor(
        Kernels.logSoftmaxBackward(output: y.buffer, dy.buffer, rows: rows, columns: columns),
        y.shape)
    ]
  }
}
