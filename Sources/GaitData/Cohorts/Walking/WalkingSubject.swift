import Foundation
import GaitRecords

/// The anatomy and the way of walking of one made-up person.
///
/// All numbers are drawn from (seed, index) alone. Segment lengths and masses follow from height and
/// mass by the proportions of Winter 2009 (doi:10.1002/9780470549148, table 4.1).
public struct WalkingSubject: Sendable, Codable, Equatable {
  /// `SYN-W0001` and so on.
  public let participant: ParticipantID
  /// The place in the cohort, from 0.
  public let index: Int
  /// Age in years.
  public let ageYears: Double
  /// Body mass in kg.
  public let massKg: Double
  /// Height in m.
  public let heightM: Double
  /// The frontal hip-knee-ankle deviation of each leg in radians, positive in varus.
  public let leftVarusRad, rightVarusRad: Double
  /// The side with knee arthrosis; nil for the healthy.
  public let affectedSide: Side?
  /// How much the affected leg is spared, 0 to 0.35; 0 for the healthy.
  public let impairment: Double
  /// Step length over cadence, m/(steps/min).
  public let walkRatio: Double
  /// Distance of the feet across the walking direction in m.
  public let stepWidthM: Double
  /// The delay from EMG to moment in seconds, 0.03 to 0.1.
  public let electromechanicalDelayS: Double
  /// How upright the legs are in stance, as the share of frames whose reach the hips may exceed.
  let uprightness: Double
  /// Height above the pelvis at which the ground reaction aims, m.
  let virtualPivotM: Double
  let pelvicTiltRad: Double
  let pelvicRotationM: Double
  let heelStrikeRad, toeOffRad: Double
  let loadingGain, dipGain, pushOffGain: Double

  package init(seed: UInt64, index: Int) {
    var random = CohortRandom(seed: seed, cohort: .walking, subject: index, .person)
    participant = .synthetic(.walking, index)
    self.index = index
    let isFemale = random.happens(0.5)
    ageYears = random.normal(52, 16, in: 20...82).rounded()
    heightM = random.normal(isFemale ? 1.65 : 1.78, 0.065, in: 1.45...2)
    massKg = random.normal(25, 3.2, in: 18...36) * heightM * heightM
    let isAffected = random.happens(0.5)
    let side: Side = random.happens(0.5) ? .left : .right
    affectedSide = isAffected ? side : nil
    impairment = isAffected ? random.uniform(0.08...0.35) : 0
    // Arthrosis and varus go together: the affected knee deviates more (Sharma 2001).
    let own = [random.normal(0.017, 0.035), random.normal(0.017, 0.035)]
    let extra = isAffected ? random.normal(0.07, 0.035) : 0
    leftVarusRad = own[0] + (affectedSide == .left ? extra : 0)
    rightVarusRad = own[1] + (affectedSide == .right ? extra : 0)
    walkRatio = 0.0060 * heightM / 1.72 * exp(random.normal(0, 0.05))
    stepWidthM = random.normal(0.11, 0.025, in: 0.04...0.2) + 0.04 * impairment
    electromechanicalDelayS = random.uniform(0.03...0.1)
    uprightness = random.normal(0.4, 0.06, in: 0.25...0.55)
    virtualPivotM = random.normal(0.27, 0.06, in: 0.1...0.45)
    pelvicTiltRad = random.normal(0.15, 0.07)
    pelvicRotationM = random.normal(0.019, 0.005, in: 0.005...0.03)
    heelStrikeRad = random.normal(0.35, 0.05, in: 0.2...0.5)
    toeOffRad = random.normal(1.28, 0.08, in: 1...1.5)
    loadingGain = exp(random.normal(0, 0.12))
    dipGain = exp(random.normal(0, 0.15))
    pushOffGain = exp(random.normal(0, 0.12))
  }

  /// The deviation of a leg in radians, positive in varus.
  public func varusRad(_ side: Side) -> Double { side == .left ? leftVarusRad : rightVarusRad }

  /// How much a leg is spared.
  public func impairment(_ side: Side) -> Double { side == affectedSide ? impairment : 0 }

  /// The measures that a laboratory would take.
  public var anthropometry: Anthropometry {
    Anthropometry(
      massKg: massKg, heightM: heightM, leftLegLengthM: 0.53 * heightM,
      rightLegLengthM: 0.53 * heightM, leftKneeWidthM: 0.06 * heightM,
      rightKneeWidthM: 0.06 * heightM)
  }

  package var thighM: Double { 0.245 * heightM }
  package var shankM: Double { 0.246 * heightM }
  var footM: Double { 0.152 * heightM }
  var ankleHeightM: Double { 0.039 * heightM }
  var hipWidthM: Double { 0.1 * heightM }
  /// Heel and ball of the foot relative to the ankle, along the sole.
  var heelM: Double { -0.0286 * heightM }
  var ballM: Double { 0.0857 * heightM }
}
