import GaitKernels

/// Normalises the last axis's channels by their mean and variance over all other axes.
///
/// The numbers are those of `batchNorm` on the permuted input. Then scales and shifts, adds a tensor
/// of the same shape, and takes the positive part where asked to. Shapes: x [..., channels], weight
/// and bias [channels]. Saves x, and a rectified output. Source: Ioffe, Szegedy 2015,
/// doi:10.48550/arXiv.1502.03167.
///
/// - Precondition: Fitting shapes, and at least two elements a channel.
public func batchNorm(
  channelsLast x: Tensor, weight: Tensor, bias: Tensor, epsilon: Scalar = 1e-5,
  adding addend: Tensor? = nil, isRectified: Bool = false
) -> (output: Tensor, statistics: BatchStatistics) {
  let (rows, columns) = columnSizes(x, weight, bias, addend)
  precondition(
    rows > 1, "batchNorm: input \(x.shape) has one element a channel, no statistics")
  let statistics = Kernels.columnStatistics(
    x.buffer, rows: rows, columns: columns, epsilon: epsilon)
  let output = normalized(
    "batchNorm.channelsLast", x, statistics, weight, bias, addend, isRectified, isFixed: false)
  return (
    output,
    BatchStatistics(
      mean: Tensor(statistics.mean, weight.shape),
      variance: Tensor(statistics.variance, weight.shape), count: rows)
  )
}

/// As above by a given mean and variance [channels], which get no gradient.
///
/// - Precondition: Fitting shapes.
public func batchNorm(
  channelsLast x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor,
  epsilon: Scalar = 1e-5, adding addend: Tensor? = nil, isRectified: Bool = false
) -> Tensor {
  precondition(
    mean.shape == weight.shape && variance.shape == weight.shape,
    "batchNorm: mean \(mean.shape), variance \(variance.shape), weight \(weight.shape)")
  return normalized(
    "batchNorm.channelsLast.fixed", x,
    Kernels.ColumnStatistics(mean: mean.buffer, variance: variance.buffer, epsilon: epsilon),
    weight, bias, addend, isRectified, isFixed: true)
}

private func normalized(
  _ name: StaticString, _ x: Tensor, _ statistics: Kernels.ColumnStatistics, _ weight: Tensor,
  _ bias: Tensor, _ addend: Tensor?, _ isRectified: Bool, isFixed: Bool
) -> Tensor {
  let (rows, columns) = columnSizes(x, weight, bias, addend)
  let y = Kernels.normalizeColumns(
    x.buffer, statistics, weight: weight.buffer, bias: bias.buffer, addend: addend?.buffer,
    isRectified: isRectified, rows: rows, columns: columns)
  let (saved, scale, hasAddend) = (x.detached, weight.detached, addend != nil)
  let rectified = isRectified ? y : nil
  let operands = [x, weight, bias] + (addend.map { [$0] } ?? [])
  let needsInput = x.isTracked
  return record(name, operands, Tensor(y, x.shape)) { dy in
    let gradient = rectified.map { Kernels.mapBackward(.relu, saved: $0, dy.buffer) } ?? dy.buffer
    let sums = Kernels.columnSums(gradient, saved.buffer, statistics, rows: rows, columns: columns)
    var gradients: [Tensor?] = [
      nil, Tensor(sums.along, scale.shape), Tensor(sums.total, scale.shape),
    ]
    if needsInput {
      // Given statistics do not move with x: its gradient is the scaled one alone.
      let dx = Kernels.normalizeColumnsBackward(
        gradient, saved.buffer, statistics, weight: scale.buffer, sums: isFixed ? nil : sums,
        rows: rows, columns: columns)
      gradients[0] = Tensor(dx, saved.shape)
    }
    if hasAddend { gradients.append(Tensor(gradient, saved.shape)) }
    return gradients
  }
}

private func columnSizes(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor, _ addend: Tensor?
) -> (rows: Int, columns: Int) {
  precondition(
    x.shape.rank >= 2 && weight.shape == [x.shape[-1]] && bias.shape == weight.shape
      && (addend.map { $0.shape == x.shape } ?? true),
    "batchNorm: channels-last input \(x.shape), weight \(weight.shape), bias \(bias.shape), "
      + "addend \(String(describing: addend?.shape))")
  let columns = x.shape[-1]
  return (x.count / max(1, columns), columns)
}
