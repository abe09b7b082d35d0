import GaitKernels

/// The mean and variance of each channel over a batch.
public struct BatchStatistics: Sendable {
  /// The means [channels].
  public let mean: Tensor
  /// The variances [channels], divided by the number of elements.
  public let variance: Tensor
  /// The number of elements of one channel.
  public let count: Int
}

/// Normalises each channel by its mean and variance over the batch, then scales and shifts.
///
/// Shapes: x [batch, channels, ...], weight and bias [channels]. The sums run in double, channel by
/// channel, so they do not depend on the number of threads. Saves the normalised values. Source:
/// Ioffe, Szegedy 2015, doi:10.48550/arXiv.1502.03167.
///
/// - Precondition: Fitting shapes, and at least two elements a channel.
public func batchNorm(
  _ x: Tensor, weight: Tensor, bias: Tensor, epsilon: Scalar = 1e-5
) -> (output: Tensor, statistics: BatchStatistics) {
  let sizes = channelSizes("batchNorm", x, weight, bias)
  precondition(
    sizes.samples > 1, "batchNorm: input \(x.shape) has one element a channel, no statistics")
  let saved = Kernels.batchNorm(
    x.buffer, weight: weight.buffer, bias: bias.buffer, epsilon: epsilon, sizes)
  let (shape, scale) = (x.shape, weight.detached)
  let output = record("batchNorm", [x, weight, bias], Tensor(saved.output, shape)) { dy in
    let parts = Kernels.batchNormBackward(dy.buffer, weight: scale.buffer, saved: saved, sizes)
    return [
      Tensor(parts.input, shape), Tensor(parts.weight, scale.shape),
      Tensor(parts.bias, scale.shape),
    ]
  }
  let statistics = BatchStatistics(
    mean: Tensor(saved.mean, scale.shape), variance: Tensor(saved.variance, scale.shape),
    count: sizes.samples)
  return (output, statistics)
}

/// Normalises each channel by a given mean and variance, then scales and shifts.
///
/// Shapes: x [batch, channels, ...], the others [channels]. The mean and variance get no gradient.
/// Saves x.
///
/// - Precondition: Fitting shapes.
public func batchNorm(
  _ x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor,
  epsilon: Scalar = 1e-5
) -> Tensor {
  let sizes = channelSizes("batchNorm.fixed", x, weight, bias)
  precondition(
    mean.shape == weight.shape && variance.shape == weight.shape,
    "batchNorm.fixed: mean \(mean.shape), variance \(variance.shape), weight \(weight.shape)")
  let inverse = 1 / sqrt(variance.detached + epsilon)
  let scale = weight.detached * inverse
  let shift = bias.detached - mean.detached * scale
  let y = Kernels.scaleChannels(x.buffer, scale: scale.buffer, shift: shift.buffer, sizes)
  let (needsInput, needsWeight, needsBias) = (x.isTracked, weight.isTracked, bias.isTracked)
  let (saved, centre) = (x.detached, -(mean.detached * inverse))
  return record("batchNorm.fixed", [x, weight, bias], Tensor(y, x.shape)) { dy in
    var gradients: [Tensor?] = [nil, nil, nil]
    if needsInput {
      let dx = Kernels.scaleChannels(dy.buffer, scale: scale.buffer, shift: nil, sizes)
      gradients[0] = Tensor(dx, saved.shape)
    }
    if needsWeight {
      let normalized = Kernels.scaleChannels(
        saved.buffer, scale: inverse.buffer, shift: centre.buffer, sizes)
      gradients[1] = Tensor(Kernels.dotChannels(dy.buffer, normalized, sizes), scale.shape)
    }
    if needsBias {
      let sums = Kernels.sumOfChannels(
        dy.buffer, batch: sizes.batch, channels: sizes.channels, plane: sizes.plane)
      gradients[2] = Tensor(sums, scale.shape)
    }
    return gradients
  }
}

private func channelSizes(
  _ name: StaticString, _ x: Tensor, _ weight: Tensor, _ bias: Tensor
) -> Kernels.ChannelSizes {
  precondition(
    x.shape.rank >= 2 && weight.shape == [x.shape[1]] && bias.shape == weight.shape,
    "\(name): input \(x.shape), weight \(weight.shape), bias \(bias.shape)")
  return Kernels.ChannelSizes(
    batch: x.shape[0], channels: x.shape[1],
    plane: x.shape.extents.dropFirst(2).reduce(1, *))
}
