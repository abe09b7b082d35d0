import GaitKernels
import GaitTensor

/// How a weight begins.
public enum Initializer: Sendable {
  /// Uniform in plus or minus `1 / sqrt(fanIn)`: PyTorch's default of linear and recurrent layers.
  case uniformFanIn
  /// Uniform in plus or minus `sqrt(6 / (fanIn + fanOut))` (Glorot, Bengio 2010).
  case glorotUniform
  /// Zeros.
  case zeros

  /// A new tensor.
  ///
  /// - Parameters:
  ///   - shape: The shape of the weight.
  ///   - fanIn: How many inputs feed one output.
  ///   - fanOut: How many outputs one input feeds.
  ///   - random: The source of the draws.
  /// - Returns: The first value of the weight.
  public func callAsFunction(
    _ shape: Shape, fanIn: Int, fanOut: Int, using random: inout RandomSource
  ) -> Tensor {
    switch self {
    case .zeros:
      return .zeros(shape)
    case .uniformFanIn:
      let bound = 1 / Scalar(max(1, fanIn)).squareRoot()
      return .uniform(shape, in: -bound...bound, using: &random)
    case .glorotUniform:
      let bound = (6 / Scalar(max(1, fanIn + fanOut))).squareRoot()
      return .uniform(shape, in: -bound...bound, using: &random)
    }
  }
}
