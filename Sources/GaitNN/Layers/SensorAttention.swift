import GaitKernels
import GaitTensor

/// A weight in 0...1 for each sensor channel, from the channels' means over time.
///
/// Squeeze and excitation. Source: Hu, Shen, Sun 2018, doi:10.1109/CVPR.2018.00745.
public final class SensorAttention: Module {
  private let squeeze, excite: Linear

  /// A layer whose weights are drawn.
  public init(channels: Int, reduced: Int, using random: inout RandomSource) {
    squeeze = Linear(inputs: channels, outputs: reduced, using: &random)
    excite = Linear(inputs: reduced, outputs: channels, using: &random)
  }

  /// The channels of x [batch, time, channels], weighed, and the weights [batch, channels].
  public func callAsFunction(_ x: Tensor) -> (value: Tensor, weights: Tensor) {
    let weights = sigmoid(excite(squeeze(x.mean(axis: 1), activation: .relu)))
    return (x * weights.expandingAxis(1), weights)
  }

  /// Names `squeeze` and `excite`.
  public func register(in registry: inout Registry) {
    registry.add("squeeze", squeeze)
    registry.add("excite", excite)
  }
}
