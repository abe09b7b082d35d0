/// Brings samples with real time stamps, as a wireless sensor sends them, onto an even clock.
///
/// Between stamps no further apart than `greatestStepS` the signal is drawn as a straight line;
/// wider holes stay missing. Where the even clock is slower than the stamps, the lines are first
/// read at a multiple of its rate and then lowered by `PolyphaseResampler`, so that nothing above
/// half of the new rate folds down.
public struct TimestampResampler: Hashable, Sendable, Codable {
  /// The samples on the even clock.
  public struct Result: Hashable, Sendable {
    /// The samples; NaN where missing.
    public let values: [Double]
    /// The time of the first one in seconds.
    public let startTimeS: Double
    /// Their rate.
    public let sampleRateHz: Double
  }

  /// The rate of the even clock.
  public let sampleRateHz: Double
  /// The widest step between two stamps that is not a gap; three median steps if nil.
  public let greatestStepS: Double?

  /// Creates a resampler.
  ///
  /// - Parameters:
  ///   - sampleRateHz: The rate of the even clock.
  ///   - greatestStepS: The widest step between two stamps that is not a gap; three median steps if
  ///     nil.
  /// - Throws: `SignalError.invalidParameter` unless the numbers are positive.
  public init(sampleRateHz: Double, greatestStepS: Double? = nil) throws(SignalError) {
    guard sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: "even clock", expected: "a positive rate", found: "\(sampleRateHz) Hz")
    }
    if let greatestStepS, !(greatestStepS > 0) {
      throw .invalidParameter(
        operation: "even clock", expected: "a positive step", found: "\(greatestStepS) s")
    }
    self.sampleRateHz = sampleRateHz
    self.greatestStepS = greatestStepS
  }

  /// The samples on the even clock, which starts with the first stamp.
  ///
  /// - Parameters:
  ///   - values: The samples; NaN where missing.
  ///   - timesS: Their stamps in seconds, increasing.
  /// - Returns: The samples up to the last stamp.
  /// - Throws: `SignalError.differentLengths` or `SignalError.tooShort`, or
  ///   `SignalError.invalidParameter` if the stamps do not increase, are not finite or span more
  ///   than 2^31 samples of the new clock.
  public func resampled(_ values: [Double], timesS: [Double]) throws(SignalError) -> Result {
    guard values.count == timesS.count else {
      throw .differentLengths(
        operation: "even clock", expected: timesS.count, found: values.count)
    }
    guard let first = timesS.first, let last = timesS.last, timesS.count > 1 else {
      throw .tooShort(operation: "even clock", needed: 2, found: timesS.count)
    }
    let steps = zip(timesS.dropFirst(), timesS).map { $0 - $1 }
    for (index, step) in steps.enumerated() {
      guard step > 0, step.isFinite else {
        throw .invalidParameter(
          operation: "even clock", expected: "a time above \(timesS[index])",
          found: "\(timesS[index + 1]) at index \(index + 1)")
      }
    }
    let typical = median(steps)
    let finer = max(1, (1 / (typical * sampleRateHz) - 1e-6).rounded(.up))
    // A step of rounding beyond the last stamp still belongs to it.
    let span = (last - first) * sampleRateHz * (1 + 1e-12) + 1e-9
    guard span * finer < Double(1 << 31), finer <= 100_000 else {
      throw .invalidParameter(
        operation: "even clock", expected: "stamps that span fewer than 2^31 samples",
        found: "\(last - first) s at \(sampleRateHz * finer) Hz")
    }
    let rate = sampleRateHz * finer
    let targets = (0...Int((span * finer).rounded(.down))).map {
      min(first + Double($0) / rate, last)
    }
    var drawn = try interpolatingLinearly(values, times: timesS, at: targets)
    let limit = greatestStepS ?? 3 * typical
    for (index, step) in steps.enumerated() where step > limit {
      // Everything strictly between the two stamps.
      let from = Int(((timesS[index] - first) * rate * (1 + 1e-12)).rounded(.down)) + 1
      let to = Int(((timesS[index + 1] - first) * rate * (1 - 1e-12)).rounded(.up))
      for place in from..<max(from, min(to, drawn.count)) { drawn[place] = .nan }
    }
    if finer > 1 {
      let resampler = try PolyphaseResampler(up: 1, down: Int(finer))
      drawn = resampler.resampledBetweenGaps(drawn, padding: .line)
      drawn.removeLast(max(0, drawn.count - Int(span.rounded(.down)) - 1))
    }
    return Result(values: drawn, startTimeS: first, sampleRateHz: sampleRateHz)
  }
}
