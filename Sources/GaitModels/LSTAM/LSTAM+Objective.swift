import GaitNN
import GaitTensor

extension LSTAM {
  /// Moments at the end of each window, and the signals that the autoencoder should give back.
  public struct Target: Sendable {
    /// Joint moments [batch, outputs].
    public var moment: Tensor
    /// The windows that were put in [batch, time, channels].
    public var signals: Tensor
    /// The records whose moment is known [batch]; all where nil.
    public var isKnown: Mask?

    /// Moments and signals.
    public init(moment: Tensor, signals: Tensor, isKnown: Mask? = nil) {
      self.moment = moment
      self.signals = signals
      self.isKnown = isKnown
    }
  }

  /// The squared error of the moments and, where there is an autoencoder, of the reconstruction.
  ///
  /// The weights are not published; 1 and 0.1 are ours.
  ///
  /// - Parameter reconstructionWeight: The weight of the reconstruction.
  /// - Returns: The objective.
  public static func objective(reconstructionWeight: Scalar = 0.1) -> Objective<Output, Target> {
    Objective([
      ObjectiveTerm("moment") { meanSquaredError($0.moment, $1.moment, known: $1.isKnown) },
      ObjectiveTerm("reconstruction", weight: .fixed(reconstructionWeight)) { output, target in
        output.reconstruction.flatMap { meanSquaredError($0, target.signals) }
      },
    ])
  }
}
