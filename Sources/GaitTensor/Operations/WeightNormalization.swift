/// A weight as a length for each output and a direction: `magnitude * direction / |direction|`.
///
/// Shapes: magnitude [outputs, 1, ...], direction [outputs, ...] to the direction's shape; the norm
/// runs over all axes but the first. Source: Salimans, Kingma 2016, doi:10.48550/arXiv.1602.07868.
///
/// - Precondition: Fitting shapes.
public func weightNormalized(magnitude: Tensor, direction: Tensor) -> Tensor {
  precondition(
    direction.shape.rank >= 2 && magnitude.count == direction.shape[0],
    "weightNormalized: magnitude \(magnitude.shape), direction \(direction.shape)")
  let rows = direction.flattened(from: 1)
  let norm = sqrt(square(rows).sum(axis: 1, keepingAxis: true))
  let scaled = rows * (magnitude.reshaped(to: [direction.shape[0], 1]) / norm)
  return scaled.reshaped(to: direction.shape.extents)
}
