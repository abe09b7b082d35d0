/// In walking and running the ground pushes a leg with a peak of about 1 to 3 body weights (Nilsson
/// and Thorstensson 1989, doi:10.1111/j.1748-1716.1989.tb08655.x); the margins are ours.
public enum ForcePeakCheck {
  /// The peaks that are believed, in body weights.
  public static let believedBodyWeights = 0.3...4.0

  /// What the vertical ground reaction of a leg shows.
  ///
  /// - Parameters:
  ///   - forceNPerKg: The vertical force per body mass at each frame; NaN where missing.
  ///   - side: Whose.
  /// - Returns: A finding, or none; none without any force.
  public static func findings(_ forceNPerKg: [Float], side: Side) -> [Implausibility] {
    let peak = forceNPerKg.map { abs(Double($0)) }.quantile(1) ?? 0
    let ratio = peak / PhysicalUnit.standardGravity.siFactor
    if peak == 0 || believedBodyWeights.contains(ratio) { return [] }
    return [
      Implausibility(
        .forcePeak,
        "the \(side.rawValue) vertical ground reaction peaks at \(RecordError.rounded(ratio)) body "
          + "weights, where gait has about 1 to 3: "
          + (ratio > 4
            ? "newtons taken for N/kg, or a wrong mass?" : "a wrong unit, scale or mass?"))
    ]
  }
}
