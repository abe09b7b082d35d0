/// In walking a hip's moment stays below 4 N m/kg.
///
/// Adults walk with peaks of about 1 (Winter 1991, The Biomechanics and Motor Control of Human Gait),
/// runners with 2 to 3. The margin is ours.
public enum HipMomentCheck {
  /// The largest moment per body mass that is believed, in N m/kg.
  public static let mostNmPerKg = 4.0
  /// The largest moment of anyone that is believed, in N m: the limit for 150 kg.
  public static let mostNm = 600.0

  /// What a hip's moment shows.
  ///
  /// - Parameters:
  ///   - moments: Samples of any component, in N m/kg or in N m; NaN where missing.
  ///   - name: The moment's name for the message.
  ///   - isPerBodyMass: Whether it is in N m/kg.
  /// - Returns: A finding, or none.
  public static func findings(
    _ moments: [Float], name: String, isPerBodyMass: Bool = true
  ) -> [Implausibility] {
    // A single spike of differentiated noise is no matter of units.
    let peak = moments.map { abs(Double($0)) }.quantile(0.99) ?? 0
    let most = isPerBodyMass ? mostNmPerKg : mostNm
    if peak < most { return [] }
    let unit = isPerBodyMass ? "N m/kg" : "N m"
    let reason =
      !isPerBodyMass || peak > 200
      ? "the numbers look like N mm taken for N m" : "N m taken for N m/kg, or a wrong mass?"
    return [
      Implausibility(
        .hipMoment,
        "\(name): the moment reaches \(RecordError.rounded(peak)) \(unit), where a walking hip stays "
          + "below \(RecordError.rounded(most)): \(reason)")
    ]
  }
}
