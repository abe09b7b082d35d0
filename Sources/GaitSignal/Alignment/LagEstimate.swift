/// By how much one signal runs behind another, found by cross-correlation.
///
/// At each lag the correlation is that of the samples that then overlap, so a long lag is not
/// favoured or held back by its shorter overlap. A parabola through the best lag and its neighbours
/// gives the place between samples.
public struct LagEstimate: Hashable, Sendable, Codable {
  /// How much later the second signal shows what the first shows, in seconds.
  public let lagS: Double
  /// The correlation there, at most 1; below about 0.5 the estimate means little.
  public let correlation: Double

  /// Estimates a lag.
  ///
  /// - Parameters:
  ///   - second: The samples of the device that may run behind; NaN where missing.
  ///   - first: The samples of the other at the same rate; NaN where missing.
  ///   - sampleRateHz: The rate of both.
  ///   - greatestLagS: The longest lag considered, either way.
  /// - Throws: `SignalError.tooShort` if the lags leave no overlap of at least half of the shorter
  ///   signal; `SignalError.invalidParameter` if either signal is constant.
  public init(
    of second: [Double], behind first: [Double], sampleRateHz: Double, greatestLagS: Double
  ) throws(SignalError) {
    let shorter = min(first.count, second.count)
    let least = (shorter + 1) / 2
    guard shorter > 2 else {
      throw .tooShort(operation: "lag", needed: 3, found: shorter)
    }
    guard sampleRateHz > 0, greatestLagS >= 0 else {
      throw .invalidParameter(
        operation: "lag", expected: "a positive rate and a lag of at least 0",
        found: "\(sampleRateHz) Hz and \(greatestLagS) s")
    }
    let reach = Int(min(greatestLagS * sampleRateHz, Double(first.count + second.count)))
    let lags = max(-reach, least - first.count)...min(reach, second.count - least)
    let a = try LagEstimate.centred(first)
    let b = try LagEstimate.centred(second)
    let products = try LagEstimate.products(a, b, lags: lags)
    let energies = [a, b].map { values in
      values.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1 * $1) }
    }
    let correlations = zip(lags, products).map { lag, product -> Double in
      // Sample i of the first meets sample i + lag of the second.
      let from = max(0, -lag)
      let to = min(a.count, b.count - lag)
      let energy =
        (energies[0][to] - energies[0][from]) * (energies[1][to + lag] - energies[1][from + lag])
      return energy > 0 ? product / energy.squareRoot() : 0
    }
    guard let best = correlations.indices.max(by: { correlations[$0] < correlations[$1] }) else {
      throw .tooShort(operation: "lag", needed: 3, found: shorter)
    }
    var place = Double(best)
    var height = correlations[best]
    if best > 0, best + 1 < correlations.count {
      let (before, behind) = (correlations[best - 1], correlations[best + 1])
      let bend = before - 2 * height + behind
      if bend < 0 {
        let shift = (before - behind) / (2 * bend)
        place += shift
        height -= (before - behind) * shift / 4
      }
    }
    lagS = (place + Double(lags.lowerBound)) / sampleRateHz
    correlation = min(1, height)
  }

  /// The signal without its mean; missing samples become the mean, which adds nothing to any sum.
  private static func centred(_ values: [Double]) throws(SignalError) -> [Double] {
    let present = values.filter { !$0.isNaN }
    let mean = present.reduce(0, +) / Double(max(1, present.count))
    guard present.contains(where: { $0 != present[0] }) else {
      throw .invalidParameter(
        operation: "lag", expected: "a signal that changes", found: "a constant")
    }
    return values.map { $0.isNaN ? 0 : $0 - mean }
  }

  /// The sums of a[i] b[i + lag], by way of the spectra.
  private static func products(
    _ a: [Double], _ b: [Double], lags: ClosedRange<Int>
  ) throws(SignalError) -> [Double] {
    var size = 1
    while size < a.count + b.count { size *= 2 }
    let transform = try DiscreteFourierTransform(length: size)
    let padded = [a, b].map { $0 + [Double](repeating: 0, count: size - $0.count) }
    let (x, y) = (transform.forwardReal(padded[0]), transform.forwardReal(padded[1]))
    var cross = x
    for k in x.real.indices {
      cross.real[k] = x.real[k] * y.real[k] + x.imaginary[k] * y.imaginary[k]
      cross.imaginary[k] = x.real[k] * y.imaginary[k] - x.imaginary[k] * y.real[k]
    }
    let sums = transform.inverseReal(cross)
    return lags.map { sums[$0 < 0 ? size + $0 : $0] }
  }
}
