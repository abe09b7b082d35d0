import Foundation

/// Reads evenly spaced samples at any places between them, without what lies above half of the new
/// rate.
///
/// Each value is a sum over neighbours weighted by a sinc under a Kaiser window (beta 5) over ten
/// zero crossings on each side, as in `PolyphaseResampler`, but at any place instead of at those of a
/// fixed ratio. The weights are scaled to add up to one, so a constant stays one.
/// Reference: J. Smith and P. Gossett 1984, doi:10.1109/ICASSP.1984.1172555.
struct BandLimitedInterpolation {
  private static let crossings = 10.0
  private static let beta = 5.0
  /// The power series of the Bessel function I0 in (x / 2)^2, from the highest power down; enough
  /// for arguments up to `beta`.
  private static let series: [Double] = {
    var terms = [1.0]
    for k in 1...22 { terms.append(terms[k - 1] / Double(k * k)) }
    return terms.reversed()
  }()

  /// The weights of neighbours at one place.
  struct Weights {
    /// The first neighbour; it may lie before the first sample.
    let first: Int
    let values: [Double]
  }

  /// The cut-off as a share of half the samples' own rate.
  private let cutoff: Double
  private let reach: Double

  /// An interpolation to a rate, given as a share of the samples' own.
  init(rateRatio: Double) {
    cutoff = min(1, rateRatio)
    reach = BandLimitedInterpolation.crossings / cutoff
  }

  /// The weights at a place, in samples from the first.
  func weights(at place: Double) -> Weights {
    if cutoff == 1, place == place.rounded() { return Weights(first: Int(place), values: [1]) }
    let first = Int((place - reach).rounded(.up))
    let last = Int((place + reach).rounded(.down))
    // Sine and cosine go on from neighbour to neighbour by one turn each.
    let turn = Double.pi * cutoff
    let (turnSine, turnCosine) = (sin(turn), cos(turn))
    var distance = Double(first) - place
    var (sine, cosine) = (sin(turn * distance), cos(turn * distance))
    let scale = BandLimitedInterpolation.beta * BandLimitedInterpolation.beta / 4
    var values = [Double]()
    values.reserveCapacity(last - first + 1)
    var total = 0.0
    for _ in first...last {
      let argument = turn * distance
      let relative = distance / reach
      let square = scale * max(0, 1 - relative * relative)
      var window = 0.0
      for term in BandLimitedInterpolation.series { window = window * square + term }
      let weight = abs(argument) < 1e-7 ? window : window * sine / argument
      values.append(weight)
      total += weight
      (sine, cosine) = (
        sine * turnCosine + cosine * turnSine, cosine * turnCosine - sine * turnSine
      )
      distance += 1
    }
    for index in values.indices { values[index] /= total }
    return Weights(first: first, values: values)
  }
}

extension BandLimitedInterpolation.Weights {
  /// The weighted sum of samples, which go on beyond the ends by reflection about the end points.
  func sum(of samples: [Double]) -> Double {
    var sum = 0.0
    if first >= 0, first + values.count <= samples.count {
      for index in values.indices { sum += values[index] * samples[first + index] }
      return sum
    }
    let last = samples.count - 1
    for index in values.indices {
      let place = first + index
      let sample =
        place < 0
        ? 2 * samples[0] - samples[min(-place, last)]
        : place > last ? 2 * samples[last] - samples[max(2 * last - place, 0)] : samples[place]
      sum += values[index] * sample
    }
    return sum
  }
}
