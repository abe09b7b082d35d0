import GaitKernels
import GaitNN
import GaitTensor

/// A perceptron on the spectrum of each channel, with a residual path and layer normalisation.
final class SpectralFilter: Module {
  private let linear1, linear2: Linear
  private let norm: LayerNorm
  private let time: Int

  init(time: Int, hidden: Int, using random: inout RandomSource) {
    self.time = time
    let bins = 2 * (time / 2 + 1)
    linear1 = Linear(inputs: bins, outputs: hidden, using: &random)
    linear2 = Linear(inputs: hidden, outputs: bins, using: &random)
    norm = LayerNorm(features: bins)
  }

  /// Maps x [batch, channels, time] to the filtered signals of the same shape.
  func callAsFunction(_ x: Tensor) -> Tensor {
    let spectrum = realFourierTransform(x, scaling: .orthonormal)
    let filtered = norm(spectrum + linear2(linear1(spectrum, activation: .gelu)))
    return inverseRealFourierTransform(filtered, count: time, scaling: .orthonormal)
  }

  func register(in registry: inout Registry) {
    registry.add("freq1", linear1)
    registry.add("freq2", linear2)
    registry.add("freq_norm", norm)
  }
}
