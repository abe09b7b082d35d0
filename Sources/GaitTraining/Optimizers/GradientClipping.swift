import GaitKernels
import GaitNN
import GaitTensor

extension ParameterGradients {
  /// The Euclidean norm over all gradients together.
  public var norm: Double {
    // By path, because a dictionary's own order changes from run to run.
    byPath.sorted { $0.key < $1.key }
      .reduce(0) { $0 + Kernels.sumOfSquares($1.value.buffer) }
      .squareRoot()
  }

  /// The factor that brings the norm down to a limit; 1 where it is below.
  public func scale(limitingNormTo limit: Double?) -> Scalar {
    guard let limit, case let norm = norm, norm > limit else { return 1 }
    return Scalar(limit / norm)
  }
}
