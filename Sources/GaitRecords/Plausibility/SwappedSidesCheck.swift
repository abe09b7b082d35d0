/// A foot that swings carries nothing: where a side's force rises with its own foot's speed and falls
/// with the other one's, left and right are swapped in one of the two devices.
///
/// Swapped is what shows on both sides with correlations of at least 0.3 (ours); a single foot, or a
/// recording of standing, proves nothing.
public enum SwappedSidesCheck {
  /// The correlation that counts, on both sides.
  public static let leastCorrelation = 0.3
  /// The frames that a correlation needs at least.
  public static let minimumFrames = 50

  /// What forces and speeds of both feet on one clock show.
  ///
  /// - Parameters:
  ///   - forces: The vertical force on the left and on the right foot, at each frame.
  ///   - speeds: How fast the left and the right foot move or turn.
  ///   - names: What measured the forces and what the speeds, for the message.
  /// - Returns: A finding, or none.
  public static func findings(
    forces: (left: [Double], right: [Double]), speeds: (left: [Double], right: [Double]),
    names: (forces: String, speeds: String)
  ) -> [Implausibility] {
    guard let leftOwn = correlation(forces.left, speeds.left),
      let leftOther = correlation(forces.left, speeds.right),
      let rightOwn = correlation(forces.right, speeds.right),
      let rightOther = correlation(forces.right, speeds.left)
    else { return [] }
    let isSwapped =
      min(leftOwn, rightOwn) > leastCorrelation && max(leftOther, rightOther) < -leastCorrelation
    guard isSwapped else { return [] }
    return [
      Implausibility(
        .swappedSides,
        "left and right look swapped between \(names.forces) and \(names.speeds): each foot carries "
          + "weight while it swings (correlations \(RecordError.rounded((leftOwn * 100).rounded() / 100))"
          + " and \(RecordError.rounded((rightOwn * 100).rounded() / 100)))")
    ]
  }

  /// Pearson's correlation over the frames where both are present; nil if too few or constant.
  static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    let pairs = zip(first, second).filter { !$0.isNaN && !$1.isNaN }
    guard pairs.count >= minimumFrames else { return nil }
    let count = Double(pairs.count)
    let (meanA, meanB) = (
      pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count
    )
    var (aa, bb, ab) = (0.0, 0.0, 0.0)
    for (a, b) in pairs {
      aa += (a - meanA) * (a - meanA)
      bb += (b - meanB) * (b - meanB)
      ab += (a - meanA) * (b - meanB)
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : nil
  }
}
