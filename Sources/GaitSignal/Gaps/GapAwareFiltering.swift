extension SecondOrderSections {
  /// What a gap-aware filter does with a run of samples too short to be filtered.
  public enum ShortRun: String, Hashable, Sendable, Codable {
    /// The samples become missing.
    case drop
    /// The samples stay as they are.
    case keep
    /// The whole signal is refused.
    case fail
  }

  /// Filters every run of samples between gaps on its own, forwards and backwards.
  ///
  /// No sample of one run reaches another one, and what was missing stays missing.
  ///
  /// - Parameters:
  ///   - values: The samples; NaN where missing.
  ///   - padding: Samples added at each end of a run; `defaultPadding` if nil.
  ///   - shortRun: What happens to a run that has no more samples than padding.
  /// - Returns: As many samples; NaN where missing.
  /// - Throws: `SignalError.tooShort` if a run is too short and `shortRun` is `fail`.
  public func zeroPhaseFilteredBetweenGaps(
    _ values: [Double], padding: Int? = nil, shortRun: ShortRun = .drop
  ) throws(SignalError) -> [Double] {
    let length = padding ?? defaultPadding
    var filtered = values
    for run in presentRuns(of: values) {
      if run.count <= length, shortRun != .fail {
        if shortRun == .drop { for index in run { filtered[index] = .nan } }
        continue
      }
      let part = try zeroPhaseFiltered(Array(values[run]), padding: length)
      filtered.replaceSubrange(run, with: part)
    }
    return filtered
  }
}
