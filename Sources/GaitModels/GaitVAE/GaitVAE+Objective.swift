import GaitNN
import GaitTensor

extension GaitVAE {
  /// The objective of the simulator: reconstruction, divergence and push-off peak.
  ///
  /// The target is the strides that were encoded.
  ///
  /// - Parameters:
  ///   - configuration: Whose pressures they are; without any there is no peak term.
  ///   - beta: The weight of the divergence, warmed up from 0 to 0.1 (ours).
  ///   - peakWeight: The weight of the peak (ours).
  /// - Returns: The objective.
  public static func objective(
    _ configuration: Configuration, beta: Scalar = 0.1, peakWeight: Scalar = 1
  ) -> Objective<Output, Tensor> {
    var terms: [ObjectiveTerm<Output, Tensor>] = [
      ObjectiveTerm("reconstruction") { meanSquaredError($0.reconstruction, $1) },
      ObjectiveTerm("divergence", weight: .fixed(beta)) { output, _ in
        kullbackLeiblerDivergence(mean: output.mean, logVariance: output.logVariance)
      },
    ]
    let pressures = configuration.pressures
    if pressures > 0 {
      terms.append(
        ObjectiveTerm("peak", weight: .fixed(peakWeight)) { output, strides in
          pushOffPeakError(output.reconstruction, strides, pressures: pressures)
        })
    }
    return Objective(terms)
  }
}
