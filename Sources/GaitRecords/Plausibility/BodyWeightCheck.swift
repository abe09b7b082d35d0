/// Over whole strides the mean vertical force of both feet is the body weight, since the body neither
/// rises nor falls in the long run (Newton's second law).
///
/// Strides begin where the left foot's force rises through 5 % of the body weight after at least 0.1 s
/// below (ours). Three whole strides are asked for. Force plates must agree within 5 %, insoles, which
/// miss what the shoe's edge carries, within 20 % (both ours). The insoles of gaitpdb were not scaled
/// to the weight: 116 of its walks have means of 82 to 193 %, half of them above 128 %, so that only a
/// factor of two says anything there.
public enum BodyWeightCheck {
  /// The mean forces that are believed where plates measured them, in body weights.
  public static let platesBelieved = 0.95...1.05
  /// The mean forces that are believed where insoles measured them, in body weights.
  public static let insolesBelieved = 0.8...1.2
  /// The mean forces that are believed of insoles that were not scaled to the weight.
  public static let unscaledInsolesBelieved = 0.5...2.0
  /// The whole strides that a mean is taken over at least.
  public static let minimumStrides = 3

  /// What two vertical forces in newtons show of the body weight.
  ///
  /// - Parameters:
  ///   - left: The vertical force on the left foot, at each frame; NaN where missing.
  ///   - right: The vertical force on the right foot.
  ///   - sampleRateHz: Frames per second.
  ///   - bodyMassKg: The mass on a scale.
  ///   - believed: The mean forces that are believed, in body weights.
  /// - Returns: A finding, or none.
  public static func findings(
    left: [Float], right: [Float], sampleRateHz: Double, bodyMassKg: Double,
    believed: ClosedRange<Double>
  ) -> [Implausibility] {
    let weight = bodyMassKg * PhysicalUnit.standardGravity.siFactor
    guard weight > 0, left.count == right.count else { return [] }
    let peak = left.map(Double.init).quantile(0.95) ?? 0
    // The threshold follows the forces, so that a wrong scale does not hide the strides.
    let starts = contacts(left, threshold: 0.1 * peak, rateHz: sampleRateHz)
    guard starts.count > minimumStrides, let first = starts.first, let last = starts.last else {
      return []
    }
    let sums = (first..<last).map { Double(left[$0] + right[$0]) }.filter { !$0.isNaN }
    guard sums.count * 10 > (last - first) * 9 else { return [] }
    let ratio = sums.reduce(0, +) / Double(sums.count) / weight
    if believed.contains(ratio) { return [] }
    return [
      Implausibility(
        .bodyWeight,
        "the mean vertical force of both feet over \(starts.count - 1) strides is "
          + "\(RecordError.rounded((ratio * 1000).rounded() / 10)) % of the weight of "
          + "\(RecordError.rounded(bodyMassKg)) kg, where a walking body's is 100 %: the unit, the scale, "
          + "a foot or the mass is wrong")
    ]
  }

  /// The frames where a force rises through a threshold after 0.1 s below.
  static func contacts(_ force: [Float], threshold: Double, rateHz: Double) -> [Int] {
    guard threshold > 0 else { return [] }
    let needed = max(Int((0.1 * rateHz).rounded()), 1)
    var below = 0
    var starts = [Int]()
    for (frame, value) in force.enumerated() {
      if Double(value) > threshold {
        if below >= needed { starts.append(frame) }
        below = 0
      } else {
        below += value.isNaN ? 0 : 1
      }
    }
    return starts
  }
}
