import Foundation

/// Reads evenly spaced samples at any times between them, without what lies above half of the new
/// rate.
///
/// Each value is a sum over neighbours weighted by a sinc under a Kaiser window (beta 5) over ten
/// zero crossings on each side, as in `PolyphaseResampler`, but at any place instead of at those of a
/// fixed ratio. The weights are scaled to add up to one, so a constant stays one.
/// Reference: J. Smith and P. Gossett 1984, doi:10.1109/ICASSP.1984.1172555.
struct BandLimitedInterpolation {
  private static let crossings = 10.0
  private static let beta = 5.0

  /// The cut-off as a share of half the samples' own rate.
  let cutoff: Double

  /// An interpolation to a rate, given as a share of the samples' own.
  init(rateRatio: Double) { cutoff = min(1, rateRatio) }

  /// The value at a place, in samples from the first; beyond the ends the signal is reflected about
  /// its end points.
  func value(at place: Double, of samples: [Double]) -> Double {
    let nearest = place.rounded()
    let reach = BandLimitedInterpolation.crossings / cutoff
    if cutoff == 1, nearest == place { return samples[Int(place)] }
    let first = Int((place - reach).rounded(.up))
    let last = Int((place + reach).rounded(.down))
    var sum = 0.0
    var total = 0.0
    for index in first...last {
      let weight = weight(at: Double(index) - place, reach: reach)
      sum += weight * BandLimitedInterpolation.sample(index, samples)
      total += weight
    }
    return sum / total
  }

  private func weight(at distance: Double, reach: Double) -> Double {
    let argument = .pi * cutoff * distance
    let sinc = abs(argument) < 1e-9 ? 1 : sin(argument) / argument
    let relative = distance / reach
    let root = max(0, 1 - relative * relative).squareRoot()
    return sinc * besselI0(BandLimitedInterpolation.beta * root)
  }

  private static func sample(_ index: Int, _ samples: [Double]) -> Double {
    let last = samples.count - 1
    if index < 0 { return 2 * samples[0] - samples[min(-index, last)] }
    if index > last { return 2 * samples[last] - samples[max(2 * last - index, 0)] }
    return samples[index]
  }
}
