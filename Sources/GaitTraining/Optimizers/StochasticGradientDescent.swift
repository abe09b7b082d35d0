import GaitKernels
import GaitNN
import GaitTensor

/// Stochastic gradient descent with momentum and weight decay, as PyTorch defines them.
///
/// `v = momentum * v + (g + decay * p)`, then `p = p - learningRate * v`.
public struct StochasticGradientDescent: Optimizer {
  /// The present step size.
  public var learningRate: Scalar
  /// How much of the last step is kept.
  public var momentum: Scalar
  /// How fast weights shrink towards zero, through the gradient.
  public var weightDecay: Scalar

  private var velocities: [String: Buffer] = [:]

  /// Plain descent unless momentum or decay are given.
  public init(learningRate: Scalar, momentum: Scalar = 0, weightDecay: Scalar = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  /// Moves each parameter once.
  public mutating func step(
    _ parameters: [NamedParameter], with gradients: ParameterGradients, scale: Scalar = 1
  ) {
    for entry in parameters {
      guard let gradient = gradients[entry.path] else { continue }
      let count = gradient.count
      let value = entry.parameter.value.buffer.copy(count: count)
      let change = Buffer(repeating: 0, count: count)
      if let velocity = velocities[entry.path] {
        Kernels.accumulate(velocity, scale: momentum, into: change)
      }
      Kernels.accumulate(gradient.buffer, scale: scale, into: change)
      if weightDecay != 0 { Kernels.accumulate(value, scale: weightDecay, into: change) }
      Kernels.accumulate(change, scale: -learningRate, into: value)
      if momentum != 0 { velocities[entry.path] = change }
      entry.parameter.assign(Tensor(value, gradient.shape))
    }
  }

  /// The velocities by path.
  public var state: StateDictionary {
    get {
      StateDictionary(velocities.mapValues { Tensor($0.copy(count: $0.count), [$0.count]) })
    }
    set { velocities = newValue.tensors.mapValues { $0.buffer.copy(count: $0.count) } }
  }
}
