/// Which amplitude of an electromyogram counts as one after normalisation.
///
/// Reference: A. Burden 2010, "How should we normalize electromyograms obtained from healthy
/// participants?", doi:10.1016/j.jelekin.2010.07.004.
public enum EMGReference: Hashable, Sendable, Codable {
  /// The greatest mean of an envelope over a stretch of a maximal effort; 0.5 s is usual.
  case maximumVoluntaryContraction(stretchS: Double)
  /// The greatest sample of an envelope in the task itself.
  case dynamicPeak

  /// The reference amplitude in one envelope, in its unit.
  ///
  /// - Parameters:
  ///   - envelope: The samples; NaN where missing.
  ///   - sampleRateHz: Their rate.
  /// - Returns: The amplitude; nil if nothing, or no whole stretch without a gap, was recorded.
  public func amplitude(of envelope: [Double], sampleRateHz: Double) -> Double? {
    switch self {
    case .dynamicPeak:
      return envelope.filter { !$0.isNaN }.max()
    case .maximumVoluntaryContraction(let stretchS):
      let wanted = (stretchS * sampleRateHz).rounded()
      guard wanted <= Double(envelope.count) else { return nil }
      let length = max(1, Int(wanted))
      let means = presentRuns(of: envelope).compactMap { run -> Double? in
        guard run.count >= length else { return nil }
        var sum = envelope[run.prefix(length)].reduce(0, +)
        var greatest = sum
        for index in run.dropFirst(length) {
          sum += envelope[index] - envelope[index - length]
          greatest = max(greatest, sum)
        }
        return greatest / Double(length)
      }
      return means.max()
    }
  }
}
