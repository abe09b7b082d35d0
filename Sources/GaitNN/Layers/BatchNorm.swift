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
    let unbiased = batch.variance * (Scalar(batch.count) / Scalar(batch.count - 1))
    runningMean.assign(runningMean.value * (1 - momentum) + batch.mean * momentum)
    runningVariance.assign(runningVariance.value * (1 - momentum) + unbiased * momentum)
    return output
  }

  /// Names `weight`, `bias`, and the buffers `running_mean` and `running_var`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
    registry.addBuffer("running_mean", runningMean)
    registry.addBuffer("running_var", runningVariance)
  }
}
