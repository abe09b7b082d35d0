/// The times, rates and lengths of walking, from the usable strides of both feet.
///
/// Each measure is kept with the number of strides it stands on, its mean and its deviation. A
/// measure that cannot be known (step length without positions, double support without the other
/// foot) has a count of zero and a mean of NaN.
public struct SpatiotemporalParameters: Hashable, Sendable {
  /// The measures of one foot's strides.
  public struct Foot: Hashable, Sendable {
    /// Initial contact to next initial contact in seconds.
    public let strideS: SampleMoments
    /// Initial contact to foot-off in seconds.
    public let stanceS: SampleMoments
    /// Foot-off to next initial contact in seconds.
    public let swingS: SampleMoments
    /// The share of stance in the stride in per cent.
    public let stancePercent: SampleMoments
    /// The other foot's initial contact to this foot's in seconds.
    public let stepS: SampleMoments
    /// The time on this foot alone in seconds.
    public let singleSupportS: SampleMoments
    /// The time on both feet within this foot's stride in seconds.
    public let doubleSupportS: SampleMoments
    /// The share of double support in the stride in per cent.
    public let doubleSupportPercent: SampleMoments

    /// The measures of strides.
    public init(_ cycles: [GaitCycle]) {
      func moments(_ measure: (GaitCycle) -> Double?) -> SampleMoments {
        SampleMoments(cycles.map { measure($0) ?? .nan })
      }
      strideS = moments { $0.durationS }
      stanceS = moments { $0.stanceS }
      swingS = moments { $0.swingS }
      stancePercent = moments { $0.footOffPercent }
      stepS = moments { $0.stepS }
      singleSupportS = moments { $0.singleSupportS }
      doubleSupportS = moments { $0.doubleSupportS }
      doubleSupportPercent = moments { cycle in
        cycle.doubleSupportS.map { $0 / cycle.durationS * 100 }
      }
    }
  }

  /// The left foot's strides.
  public let left: Foot
  /// The right foot's strides.
  public let right: Foot

  /// The parameters of a walk.
  ///
  /// - Parameters:
  ///   - left: The left foot's usable strides.
  ///   - right: The right foot's.
  public init(left: [GaitCycle], right: [GaitCycle]) {
    self.left = Foot(left)
    self.right = Foot(right)
  }

  /// Steps per minute.
  ///
  /// Two steps per mean stride time, each foot counting once; NaN without strides.
  public var cadencePerMinute: Double { 120 / meanOfFeet(\.strideS) }

  /// The mean of the feet's means of a measure; that of one foot where the other has none.
  public func meanOfFeet(_ measure: KeyPath<Foot, SampleMoments>) -> Double {
    SampleMoments([left[keyPath: measure].mean, right[keyPath: measure].mean]).mean
  }

  /// The variability of a measure within each foot.
  ///
  /// The deviations of both feet are pooled as the root of their mean
  /// square, so that asymmetry does not count as variability (Galna, Lord and Rochester 2013, Gait &
  /// Posture 37:580-585).
  public func variability(_ measure: KeyPath<Foot, SampleMoments>) -> Double {
    let deviations = [left[keyPath: measure].deviation, right[keyPath: measure].deviation]
    return SampleMoments(deviations.map { $0 * $0 }).mean.squareRoot()
  }

  /// How alike a measure is on both sides.
  public func symmetry(_ measure: KeyPath<Foot, SampleMoments>) -> Symmetry {
    Symmetry(left: left[keyPath: measure].mean, right: right[keyPath: measure].mean)
  }
}
