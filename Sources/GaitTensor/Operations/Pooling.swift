import GaitKernels

/// The largest element of each window over time; the first of equal ones takes the gradient.
///
/// Shapes: x [batch, channels, time] to [batch, channels, places]. The stride is the window's length
/// where it is nil. What padding adds is never the largest. Saves the places of the maxima.
///
/// - Precondition: A padding of at most half the window, and a window that fits.
public func maxPool1D(
  _ x: Tensor, window: Int, stride: Int? = nil, padding: Int = 0
) -> Tensor {
  precondition(x.shape.rank == 3, "maxPool1D: input \(x.shape)")
  return maxPool2D(
    x.expandingAxis(2), window: PlaneExtent(height: 1, width: window),
    stride: PlaneExtent(height: 1, width: stride ?? window),
    padding: PlaneExtent(height: 0, width: padding)
  ).squeezed(2)
}

/// The largest element of each window over a plane; the first of equal ones takes the gradient.
///
/// Shapes: x [batch, channels, height, width] to [batch, channels, rows, columns]. The stride is the
/// window's size where it is nil. What padding adds is never the largest.
///
/// - Precondition: A padding of at most half the window, and a window that fits.
public func maxPool2D(
  _ x: Tensor, window: PlaneExtent, stride: PlaneExtent? = nil, padding: PlaneExtent = 0
) -> Tensor {
  precondition(
    2 * padding.height <= window.height && 2 * padding.width <= window.width,
    "maxPool2D: padding \(padding) is more than half the window \(window)")
  let (pooling, target) = windows("maxPool2D", x, window, stride ?? window, padding)
  let (values, places) = Kernels.maximum(x.buffer, pooling)
  let full = x.shape
  return record("maxPool2D", [x], Tensor(values, target)) { dy in
    [Tensor(Kernels.maximumBackward(dy.buffer, places: places, pooling), full)]
  }
}

/// The mean of each window over time.
///
/// Derivative: the gradient, shared out evenly.
/// Shapes: x [batch, channels, time] to [batch, channels, places]. The stride is the window's length
/// where it is nil.
///
/// - Precondition: A window that fits.
public func averagePool1D(_ x: Tensor, window: Int, stride: Int? = nil) -> Tensor {
  precondition(x.shape.rank == 3, "averagePool1D: input \(x.shape)")
  return averagePool2D(
    x.expandingAxis(2), window: PlaneExtent(height: 1, width: window),
    stride: PlaneExtent(height: 1, width: stride ?? window)
  ).squeezed(2)
}

/// The mean of each window over a plane.
///
/// Derivative: the gradient, shared out evenly.
/// Shapes: x [batch, channels, height, width] to [batch, channels, rows, columns]. The stride is the
/// window's size where it is nil.
///
/// - Precondition: A window that fits.
public func averagePool2D(
  _ x: Tensor, window: PlaneExtent, stride: PlaneExtent? = nil
) -> Tensor {
  let (pooling, target) = windows("averagePool2D", x, window, stride ?? window, 0)
  let full = x.shape
  return record("averagePool2D", [x], Tensor(Kernels.mean(x.buffer, pooling), target)) { dy in
    [Tensor(Kernels.meanBackward(dy.buffer, pooling), full)]
  }
}

/// The mean of each channel over time or the plane: [batch, channels, ...] to [batch, channels].
///
/// - Precondition: At least one axis behind the channels, and none empty.
public func globalAveragePool(_ x: Tensor) -> Tensor {
  x.flattened(from: 2).mean(axis: 2)
}

/// The largest element of each channel: [batch, channels, ...] to [batch, channels].
///
/// - Precondition: At least one axis behind the channels, and none empty.
public func globalMaxPool(_ x: Tensor) -> Tensor {
  x.flattened(from: 2).max(axis: 2)
}

private func windows(
  _ name: StaticString, _ x: Tensor, _ window: PlaneExtent, _ stride: PlaneExtent,
  _ padding: PlaneExtent
) -> (Kernels.Pooling, Shape) {
  precondition(
    x.shape.rank == 4 && window.height > 0 && window.width > 0 && stride.height > 0
      && stride.width > 0, "\(name): input \(x.shape), window \(window), stride \(stride)")
  let pooling = Kernels.Pooling(
    planes: x.shape[0] * x.shape[1],
    rows: .init(
      input: x.shape[2], kernel: window.height, stride: stride.height, before: padding.height,
      after: padding.height),
    columns: .init(
      input: x.shape[3], kernel: window.width, stride: stride.width, before: padding.width,
      after: padding.width))
  precondition(
    pooling.rows.output > 0 && pooling.columns.output > 0,
    "\(name): window \(window) does not fit input \(x.shape)")
  return (
    pooling, [x.shape[0], x.shape[1], pooling.rows.output, pooling.columns.output]
  )
}
