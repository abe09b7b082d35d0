import GaitNN
import GaitTensor

/// Changes parameters along their gradients.
public protocol Optimizer {
  /// The present step size.
  var learningRate: Scalar { get set }

  /// Moves each parameter once; a parameter without a gradient stays.
  ///
  /// - Parameters:
  ///   - parameters: The parameters with their paths, which key the optimiser's own state.
  ///   - gradients: Their gradients by path.
  ///   - scale: Multiplies every gradient, as clipping asks.
  mutating func step(
    _ parameters: [NamedParameter], with gradients: ParameterGradients, scale: Scalar)

  /// What a checkpoint must hold besides the parameters, by path.
  var state: StateDictionary { get set }
}
