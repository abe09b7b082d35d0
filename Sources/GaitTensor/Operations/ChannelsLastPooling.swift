import GaitKernels

/// The largest element of each window over time, for channels-last sequences.
///
/// Shapes: x [batch, time, channels] to [batch, places, channels]; otherwise as `maxPool1D`.
///
/// - Precondition: A padding of at most half the window, and a window that fits.
public func maxPool1D(
  channelsLast x: Tensor, window: Int, stride: Int? = nil, padding: Int = 0,
  isRectified: Bool = false
) -> Tensor {
  precondition(x.shape.rank == 3, "maxPool1D: channels-last input \(x.shape)")
  return maxPool2D(
    channelsLast: x.expandingAxis(1), window: PlaneExtent(height: 1, width: window),
    stride: PlaneExtent(height: 1, width: stride ?? window),
    padding: PlaneExtent(height: 0, width: padding), isRectified: isRectified
  ).squeezed(1)
}

/// The largest element of each window over a plane, for channels-last images.
///
/// Shapes: x [batch, height, width, channels] to [batch, rows, columns, channels]; the first of equal
/// elements takes the gradient, and what padding adds is never the largest. With `isRectified` the
/// result is its positive part: what a rectifier before the windows gives, for a pass over fewer
/// elements. Saves the places.
///
/// - Precondition: A padding of at most half the window, and a window that fits.
public func maxPool2D(
  channelsLast x: Tensor, window: PlaneExtent, stride: PlaneExtent? = nil,
  padding: PlaneExtent = 0, isRectified: Bool = false
) -> Tensor {
  precondition(
    x.shape.rank == 4 && 2 * padding.height <= window.height
      && 2 * padding.width <= window.width,
    "maxPool2D: channels-last input \(x.shape), window \(window), padding \(padding)")
  let step = stride ?? window
  let pooling = Kernels.Pooling(
    planes: x.shape[0],
    rows: .init(
      input: x.shape[1], kernel: window.height, stride: step.height, before: padding.height,
      after: padding.height),
    columns: .init(
      input: x.shape[2], kernel: window.width, stride: step.width, before: padding.width,
      after: padding.width))
  let (channels, full) = (x.shape[3], x.shape)
  let shape: Shape = [x.shape[0], pooling.rows.output, pooling.columns.output, channels]
  precondition(
    shape[1] > 0 && shape[2] > 0, "maxPool2D: window \(window) does not fit input \(x.shape)")
  let lines = LinePooling(pooling, channels: channels, isRectified: isRectified)
  let (values, places) = lines.forward(x.buffer, keepsPlaces: x.isTracked)
  let result = Tensor(values, shape)
  guard let places else { return result }
  return record("maxPool2D.channelsLast", [x], result) { dy in
    [Tensor(lines.backward(dy.buffer, places), full)]
  }
}
