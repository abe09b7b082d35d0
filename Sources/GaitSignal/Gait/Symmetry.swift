import Foundation

/// How alike a measure is on both sides.
///
/// The four indices used in clinics, after Patterson et al. 2010
/// (doi:10.1016/j.gaitpost.2009.10.014). All are defined for measures of one sign, such as times,
/// lengths and forces; a measure that is zero on both sides gives NaN.
public struct Symmetry: Hashable, Sendable {
  /// The measure on the left.
  public let left: Double
  /// The measure on the right.
  public let right: Double

  /// Compares a measure of both sides.
  public init(left: Double, right: Double) {
    self.left = left
    self.right = right
  }

  /// The left measure over the right one: 1 where both are alike.
  public var ratio: Double { left / right }

  /// The difference in per cent of the mean of both sides: 0 where alike, positive where the left is
  /// larger, at most 200 in size.
  ///
  /// ```
  /// SI = (L - R) / ((L + R) / 2) * 100
  /// ```
  ///
  /// Robinson, Herzog and Nigg 1987, J Manipulative Physiol Ther 10:172-176.
  public var index: Double { (left - right) / ((left + right) / 2) * 100 }

  /// The angle of the point (right, left) from the line of equality in per cent of a right angle.
  ///
  /// 0 where alike, positive where the right is larger, in -100...100, without a side that has to
  /// be chosen as the reference.
  ///
  /// ```
  /// SA = (45 - atan(L / R)) / 90 * 100
  /// ```
  ///
  /// Zifchock et al. 2008, doi:10.1016/j.gaitpost.2007.08.006; an angle above 90 degrees is reduced
  /// by 180, as there.
  public var angle: Double {
    guard left != 0 || right != 0 else { return .nan }
    let degrees = 45 - atan(left / right) * 180 / .pi
    return (degrees > 90 ? degrees - 180 : degrees) / 90 * 100
  }

  /// The logarithm of the ratio of the smaller to the larger in per cent, without sign.
  ///
  /// ```
  /// GA = |ln(smaller / larger)| * 100
  /// ```
  ///
  /// Plotnik, Giladi and Hausdorff 2007, doi:10.1007/s00221-007-0955-7.
  public var logarithmicAsymmetry: Double { abs(log(left / right)) * 100 }
}
