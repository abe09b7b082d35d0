import Foundation

extension PowerSpectrum {
  /// The power between two frequencies: the integral of a density, in the squared unit.
  ///
  /// The trapezoidal rule over the bins of the closed band, as is usual with Welch spectra.
  ///
  /// - Parameter band: The lowest and the highest frequency in hertz.
  /// - Returns: The power; 0 for a band with fewer than two bins.
  public func power(inHz band: ClosedRange<Double>) -> Double {
    let inside = frequenciesHz.indices.filter { band.contains(frequenciesHz[$0]) }
    return zip(inside, inside.dropFirst()).reduce(0) { sum, pair in
      let width = frequenciesHz[pair.1] - frequenciesHz[pair.0]
      return sum + width * (values[pair.0] + values[pair.1]) / 2
    }
  }

  /// The power of each band as a share of the power from the first to the last bin.
  public func relativePowers(inHz bands: [ClosedRange<Double>]) -> [Double] {
    guard let first = frequenciesHz.first, let last = frequenciesHz.last else {
      return bands.map { _ in .nan }
    }
    let total = power(inHz: first...last)
    return bands.map { power(inHz: $0) / total }
  }

  /// The mean of the frequencies, weighted by power, in hertz; NaN without power.
  ///
  /// It falls as a muscle tires (De Luca 1984).
  public var meanFrequencyHz: Double {
    zip(frequenciesHz, values).reduce(0) { $0 + $1.0 * $1.1 } / values.reduce(0, +)
  }

  /// The lowest bin up to which half of the power lies, in hertz; NaN without power.
  public var medianFrequencyHz: Double {
    let total = values.reduce(0, +)
    guard total > 0 else { return .nan }
    var sum = 0.0
    for (frequency, value) in zip(frequenciesHz, values) {
      sum += value
      if sum >= total / 2 { return frequency }
    }
    return .nan
  }

  /// How evenly the power is spread: 0 for a single bin, 1 for equal bins; NaN without power.
  ///
  /// Shannon's entropy of the bins' shares divided by that of equal shares (Inouye et al. 1991,
  /// doi:10.1016/0013-4694(91)90138-T).
  public var spectralEntropy: Double {
    let total = values.reduce(0, +)
    guard total > 0, values.count > 1 else { return .nan }
    let entropy = values.reduce(0.0) { sum, value in
      let share = value / total
      return share > 0 ? sum - share * log(share) : sum
    }
    return entropy / log(Double(values.count))
  }
}
