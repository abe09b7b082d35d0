import GaitTensor

/// Batch normalisation of each channel, over time or a plane: PyTorch's `BatchNorm1d` and `2d`.
///
/// In training it uses the statistics of the batch and moves its running ones towards them, the
/// variance with the unbiased estimate; at inference it uses the running ones. Source: Ioffe, Szegedy
/// 2015, doi:10.48550/arXiv.1502.03167.
public final class BatchNorm: Module {
  /// The scale [features].
  public let weight: Parameter
  /// The shift [features].
  public let bias: Parameter
  /// The running mean [features].
  public let runningMean: Parameter
  /// The running variance [features].
  public let runningVariance: Parameter
  /// Added to the variance.
  public let epsilon: Scalar
  /// The part of a new batch in the running statistics.
  public let momentum: Scalar

  /// A layer that begins at scale 1, shift 0, mean 0 and variance 1.
  public init(features: Int, epsilon: Scalar = 1e-5, momentum: Scalar = 0.1) {
    weight = Parameter(.ones([features]))
    bias = Parameter(.zeros([features]))
    runningMean = Parameter(.zeros([features]))
    runningVariance = Parameter(.ones([features]))
    self.epsilon = epsilon
    self.momentum = momentum
  }

  /// Normalises x [batch, features, ...].
  public func callAsFunction(_ x: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training else {
      return batchNorm(
        x, weight: weight.value, bias: bias.value, mean: runningMean.value,
        variance: runningVariance.value, epsilon: epsilon)
    }
    let (output, batch) = batchNorm(
      x, weight: weight.value, bias: bias.value, epsilon: epsilon)
    follow(batch)
    return output
  }

  /// Normalises x [..., features], then adds a tensor of that shape and takes the positive part where
  /// asked to.
  public func callAsFunction(
    channelsLast x: Tensor, adding addend: Tensor? = nil, isRectified: Bool = false,
    _ context: inout Context
  ) -> Tensor {
    guard context.mode == .training else {
      return batchNorm(
        channelsLast: x, weight: weight.value, bias: bias.value, mean: runningMean.value,
        variance: runningVariance.value, epsilon: epsilon, adding: addend,
        isRectified: isRectified)
    }
    let (output, batch) = batchNorm(
      channelsLast: x, weight: weight.value, bias: bias.value, epsilon: epsilon, adding: addend,
      isRectified: isRectified)
    follow(batch)
    return output
  }

  /// The same as a finish of the convolution before it; nil in training or where a tape watches.
  func finish(
    bias other: Tensor?, adding addend: Tensor?, isRectified: Bool, isTracked: Bool,
    _ context: Context
  ) -> ConvolutionFinish? {
    guard context.mode == .inference, !isTracked, !weight.value.isTracked, !bias.value.isTracked,
      other?.isTracked != true
    else { return nil }
    let scale = weight.value / sqrt(runningVariance.value + epsilon)
    let centre = other.map { runningMean.value - $0 } ?? runningMean.value
    return ConvolutionFinish(
      scale: scale, shift: bias.value - centre * scale, addend: addend, isRectified: isRectified)
  }

  private func follow(_ batch: BatchStatistics) {
    let unbiased = batch.variance * (Scalar(batch.count) / Scalar(batch.count - 1))
    runningMean.assign(runningMean.value * (1 - momentum) + batch.mean * momentum)
    runningVariance.assign(runningVariance.value * (1 - momentum) + unbiased * momentum)
  }

  /// Names `weight`, `bias`, and the buffers `running_mean` and `running_var`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
    registry.addBuffer("running_mean", runningMean)
    registry.addBuffer("running_var", runningVariance)
  }
}

/// What follows a channels-last convolution, in a pass of its own.
func joined(
  _ y: Tensor, _ norm: BatchNorm?, _ addend: Tensor?, isRectified: Bool, _ context: inout Context
) -> Tensor {
  if let norm {
    return norm(channelsLast: y, adding: addend, isRectified: isRectified, &context)
  }
  let sum = addend.map { y + $0 } ?? y
  return isRectified ? relu(sum) : sum
}
