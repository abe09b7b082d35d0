/// At rest an accelerometer measures gravity alone: 9.80665 m/s², whichever way it lies.
///
/// A stretch of half a second whose magnitude varies by less than two per cent counts as rest (ours;
/// the variation is relative, so a wrong scale does not hide it). The tolerance of five per cent
/// leaves room for the bias and scale errors of uncalibrated sensors (ours). Without any rest the
/// median magnitude must lie within a factor of two of gravity (ours): walking swings around it.
public enum GravityCheck {
  /// How long a stretch of rest is, in seconds.
  public static let restS = 0.5
  /// The relative standard deviation of the magnitude below which a sensor rests.
  public static let restVariation = 0.02
  /// How far from one g the magnitude at rest may be.
  public static let tolerance = 0.05

  /// What an acceleration in m/s² shows of gravity.
  ///
  /// - Parameters:
  ///   - acceleration: Three axes, gravity included.
  ///   - name: The sensor's name for the message.
  /// - Returns: A finding, or none.
  public static func findings(_ acceleration: SampledSignal, name: String) -> [Implausibility] {
    guard acceleration.channelCount == 3,
      acceleration.channels.allSatisfy({
        $0.unit.dimension == PhysicalUnit.metrePerSecondSquared.dimension
      })
    else { return [] }
    let gravity = PhysicalUnit.standardGravity.siFactor
    let magnitudes = acceleration.magnitudes()
    let rest = restingMagnitudes(magnitudes, rateHz: acceleration.sampleRateHz)
    let isResting = !rest.isEmpty
    guard let typical = (isResting ? rest : magnitudes).quantile(0.5) else { return [] }
    let ratio = typical / gravity
    let allowed = isResting ? 1 - tolerance...1 + tolerance : 0.5...2
    if allowed.contains(ratio) { return [] }
    let found = RecordError.rounded((typical * 100).rounded() / 100)
    return [
      Implausibility(
        .gravity,
        "\(name): the acceleration \(isResting ? "at rest" : "in the middle of the recording") is "
          + "\(found) m/s^2, where gravity alone is 9.81: \(reason(ratio))")
    ]
  }

  /// The mean magnitudes of the stretches of rest.
  static func restingMagnitudes(_ magnitudes: [Double], rateHz: Double) -> [Double] {
    let length = max(Int((restS * rateHz).rounded()), 5)
    return stride(from: 0, through: magnitudes.count - length, by: length).compactMap { start in
      let window = magnitudes[start..<start + length]
      let mean = window.reduce(0, +) / Double(length)
      let variance = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(length)
      return mean > 0 && variance.squareRoot() < restVariation * mean ? mean : nil
    }
  }

  private static func reason(_ ratio: Double) -> String {
    let gravity = PhysicalUnit.standardGravity.siFactor
    func isNear(_ factor: Double) -> Bool { abs(ratio / factor - 1) < 0.2 }
    if isNear(1 / gravity) { return "the numbers look like g taken for m/s^2" }
    if isNear(gravity) { return "the numbers look like m/s^2 taken for g" }
    if isNear(1000) || isNear(1000 / gravity) { return "the numbers look like thousandths" }
    if ratio < 0.05 { return "gravity has been removed, or the unit is wrong" }
    return "the unit, the scale or the calibration is wrong"
  }
}
