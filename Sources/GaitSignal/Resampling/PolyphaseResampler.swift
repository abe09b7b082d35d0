import Foundation

/// Changes the sampling rate by a ratio of whole numbers, with the filter that this needs.
///
/// The filter is a sinc under a Kaiser window (beta 5) over ten zero crossings on each side, as in
/// SciPy's `resample_poly`, and is symmetric: nothing is shifted in time. Only the products that
/// reach an output sample are computed.
public struct PolyphaseResampler: Hashable, Sendable {
  /// What the signal is taken to be beyond its ends.
  public enum Padding: String, Hashable, Sendable, Codable {
    /// Zero: right for a signal around zero, such as raw electromyography.
    case zero
    /// The mean of the signal.
    case mean
    /// The line from the first sample to the last, drawn on: right for angles.
    case line
  }

  /// The factor by which the rate is raised.
  public let up: Int
  /// The factor by which the rate is lowered.
  public let down: Int
  /// One short filter for each place of an output between two inputs.
  private let phases: [Phase]
  private let reach: Int

  /// The taps that meet the inputs from `firstOffset` behind an output's place on.
  private struct Phase: Hashable, Sendable {
    let firstOffset: Int
    let taps: [Double]
  }

  /// Creates a resampler for a ratio.
  ///
  /// - Parameters:
  ///   - up: The factor by which the rate is raised.
  ///   - down: The factor by which the rate is lowered.
  /// - Throws: `SignalError.invalidParameter` unless both are from 1 to 100,000.
  public init(up: Int, down: Int) throws(SignalError) {
    for factor in [up, down] {
      guard (1...100_000).contains(factor) else {
        throw .invalidParameter(
          operation: "resampling", expected: "factors from 1 to 100000", found: "\(factor)")
      }
    }
    let divisor = PolyphaseResampler.greatestCommonDivisor(up, down)
    self.up = up / divisor
    self.down = down / divisor
    let largest = max(self.up, self.down)
    reach = 10 * largest
    let taps = PolyphaseResampler.lowPass(
      halfLength: reach, cutoff: 1 / Double(largest), gain: Double(self.up))
    let (step, reach) = (self.up, reach)
    phases = (0..<step).map { phase in
      let offsets = -((reach - phase) / step)...(reach + phase) / step
      return Phase(
        firstOffset: offsets.lowerBound,
        taps: offsets.map { taps[phase - $0 * step + reach] })
    }
  }

  /// Creates a resampler from one rate to another.
  ///
  /// - Parameters:
  ///   - sourceRateHz: The rate of the signals to come.
  ///   - targetRateHz: The rate wanted.
  /// - Throws: `SignalError.invalidParameter` unless the rates are in a ratio of whole numbers up to
  ///   10,000, to one part in a thousand million.
  public init(from sourceRateHz: Double, to targetRateHz: Double) throws(SignalError) {
    guard sourceRateHz > 0, targetRateHz > 0, sourceRateHz.isFinite, targetRateHz.isFinite,
      let ratio = PolyphaseResampler.fraction(targetRateHz / sourceRateHz)
    else {
      throw .invalidParameter(
        operation: "resampling", expected: "rates in a ratio of whole numbers up to 10000",
        found: "\(sourceRateHz) Hz to \(targetRateHz) Hz")
    }
    try self.init(up: ratio.up, down: ratio.down)
  }

  /// The signal at the new rate; its first sample stays at the same time.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - padding: What the signal is taken to be beyond its ends.
  /// - Returns: `signal.count * up / down` samples, rounded up.
  public func resampled(_ signal: [Double], padding: Padding = .zero) -> [Double] {
    guard up != down, let first = signal.first, let last = signal.last else { return signal }
    let count = signal.count
    var input = signal
    var lead = 0
    var level = 0.0
    switch padding {
    case .zero: break
    case .mean:
      level = signal.reduce(0, +) / Double(count)
      for index in input.indices { input[index] -= level }
    case .line:
      lead = reach / up + 1
      let slope = count > 1 ? (last - first) / Double(count - 1) : 0
      input = (-lead..<count + lead).map { place in
        place >= 0 && place < count ? signal[place] : first + slope * Double(place)
      }
    }
    var output = [Double](repeating: level, count: (count * up + down - 1) / down)
    for index in output.indices {
      // On the fine grid the output stands at `centre`; inputs stand at multiples of `up`.
      let centre = index * down + lead * up
      let phase = phases[centre % up]
      let first = centre / up + phase.firstOffset
      let sum = PolyphaseResampler.product(of: phase.taps, with: input, from: first)
      output[index] += sum
    }
    return output
  }

  /// The sum of products of taps with the samples from a place on; samples that are not there are 0.
  private static func product(
    of taps: [Double], with samples: [Double], from first: Int
  ) -> Double {
    let start = max(0, -first)
    let end = min(taps.count, samples.count - first)
    guard start < end else { return 0 }
    var sums = SIMD4<Double>.zero
    var place = start
    while place + 4 <= end {
      let at = first + place
      let weights = SIMD4(taps[place], taps[place + 1], taps[place + 2], taps[place + 3])
      let values = SIMD4(samples[at], samples[at + 1], samples[at + 2], samples[at + 3])
      sums += weights * values
      place += 4
    }
    var sum = sums.sum()
    while place < end {
      sum += taps[place] * samples[first + place]
      place += 1
    }
    return sum
  }

  /// A windowed sinc of unit gain at zero frequency times `gain` (SciPy's `firwin`).
  private static func lowPass(halfLength: Int, cutoff: Double, gain: Double) -> [Double] {
    let beta = 5.0
    let scale = besselI0(beta)
    var taps = (-halfLength...halfLength).map { place -> Double in
      let argument = .pi * cutoff * Double(place)
      let sinc = place == 0 ? cutoff : cutoff * sin(argument) / argument
      let relative = Double(place) / Double(halfLength)
      let window = besselI0(beta * max(0, 1 - relative * relative).squareRoot()) / scale
      return sinc * window
    }
    let sum = taps.reduce(0, +)
    for index in taps.indices { taps[index] *= gain / sum }
    return taps
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }

  /// The simplest fraction within one part in 10^9, by continued fractions.
  private static func fraction(_ ratio: Double) -> (up: Int, down: Int)? {
    guard ratio > 1e-4, ratio < 1e4 else { return nil }
    var (previous, current) = ((up: 0, down: 1), (up: 1, down: 0))
    var rest = ratio
    for _ in 0..<32 {
      let whole = Int(rest)
      let next = (
        up: whole * current.up + previous.up, down: whole * current.down + previous.down
      )
      guard next.up <= 10_000, next.down <= 10_000 else { return nil }
      (previous, current) = (current, next)
      if abs(Double(current.up) / Double(current.down) / ratio - 1) < 1e-9 { return current }
      let remainder = rest - Double(whole)
      guard remainder > 1e-12 else { return nil }
      rest = 1 / remainder
      guard rest < 1e9 else { return nil }
    }
    return nil
  }
}
