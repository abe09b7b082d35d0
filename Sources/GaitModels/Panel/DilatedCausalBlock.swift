import GaitKernels
import GaitNN
import GaitTensor

/// Two dilated causal convolutions with weight normalisation, and a residual path around them.
final class DilatedCausalBlock: Module {
  private let convolution1, convolution2: WeightNormalizedConvolution1D
  private let skip: Convolution1D?
  private let dropout: Dropout

  init(
    inputs: Int, width: Int, kernel: Int, dilation: Int, dropout: Scalar,
    using random: inout RandomSource
  ) {
    convolution1 = WeightNormalizedConvolution1D(
      inputs: inputs, outputs: width, kernel: kernel, padding: .causal, dilation: dilation,
      using: &random)
    convolution2 = WeightNormalizedConvolution1D(
      inputs: width, outputs: width, kernel: kernel, padding: .causal, dilation: dilation,
      using: &random)
    skip =
      inputs == width
      ? nil : Convolution1D(inputs: inputs, outputs: width, kernel: 1, using: &random)
    self.dropout = Dropout(dropout)
  }

  /// Maps z [batch, time, inputs] to [batch, time, width].
  func callAsFunction(_ z: Tensor, _ context: inout Context) -> Tensor {
    var h = dropout(convolution1(channelsLast: z, isRectified: true), &context)
    h = dropout(convolution2(channelsLast: h, isRectified: true), &context)
    return relu(h + (skip?(channelsLast: z, &context) ?? z))
  }

  func register(in registry: inout Registry) {
    registry.add("conv1", convolution1)
    registry.add("conv2", convolution2)
    registry.add("skip", skip)
  }
}
