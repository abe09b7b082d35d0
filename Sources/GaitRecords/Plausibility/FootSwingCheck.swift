/// A walking foot swings with a peak of 200 to 1000 deg/s: about 300 to 600 in level walking, more
/// in running (margins ours).
///
/// Only a record that shows steps is judged: at least four bursts through half of the peak, 0.3 to
/// 2.5 of them a second, with a peak of four times the median or more (ours).
public enum FootSwingCheck {
  /// The peaks that are believed, in deg/s.
  public static let believedDegreesPerS = 200.0...1000.0

  /// What the angular rate of a foot in rad/s shows.
  ///
  /// - Parameters:
  ///   - angularRate: Three axes.
  ///   - name: The sensor's name for the message.
  /// - Returns: A finding, or none.
  public static func findings(_ angularRate: SampledSignal, name: String) -> [Implausibility] {
    guard angularRate.channelCount == 3,
      angularRate.channels.allSatisfy({
        $0.unit.dimension == PhysicalUnit.radianPerSecond.dimension
      })
    else { return [] }
    let speeds = angularRate.magnitudes()
    guard let peak = speeds.quantile(0.99), let median = speeds.quantile(0.5),
      peak > 4 * median, isStepping(speeds, above: peak / 2, angularRate.sampleRateHz)
    else { return [] }
    let degrees = peak * 180 / Double.pi
    if believedDegreesPerS.contains(degrees) { return [] }
    let reason =
      degrees > 1000
      ? "the numbers look like deg/s taken for rad/s, or the scale is wrong"
      : "the numbers look like rad/s taken for deg/s, or the sensor was not on a foot"
    return [
      Implausibility(
        .footSwing,
        "\(name): the foot swings at a peak of \(Int(degrees.rounded())) deg/s, where walking has "
          + "200 to 1000: \(reason)")
    ]
  }

  private static func isStepping(_ speeds: [Double], above level: Double, _ rateHz: Double) -> Bool
  {
    let bursts = BodyWeightCheck.contacts(
      speeds.map { Float($0) }, threshold: level, rateHz: rateHz
    ).count
    let seconds = Double(speeds.count) / rateHz
    return bursts >= 4 && (0.3...2.5).contains(Double(bursts) / seconds)
  }
}
