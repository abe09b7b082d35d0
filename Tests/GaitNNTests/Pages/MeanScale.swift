import GaitKernels
import GaitNN
import GaitTensor

/// Divides each channel by its mean magnitude over time, then scales it by a learned weight.
final class MeanScale: Module {
  /// The scale [channels].
  let weight: Parameter

  /// A layer that begins at scale 1.
  init(channels: Int) {
    weight = Parameter(.ones([channels]))
  }

  /// Scales x [batch, time, channels].
  func callAsFunction(_ x: Tensor) -> Tensor {
    let magnitude = abs(x).mean(axis: 1, keepingAxis: true) + 1e-5
    return x / magnitude * weight.value
  }

  /// Names `weight`.
  func register(in registry: inout Registry) {
    registry.add("weight", weight)
  }
}
