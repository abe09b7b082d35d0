import Foundation
import GaitRecords

/// How a patient of the ankle cohort walks at one visit.
///
/// Every quantity departs from a healthy walk in proportion to the deficit d of the day; the signs of
/// stiffness grow with severity times stiffness, so an insole tells more of the residue the more
/// severe the injury is, while the noise of the clinical scores grows with the deficit.
struct AnkleGait {
  /// One foot's stance.
  struct Stance {
    /// The share of the stride on the ground.
    var duty: Double
    /// The two peaks and the dip of the M before scaling, and when the second peak comes.
    var loadingPeak, dip, pushOffPeak, pushOffPhase: Double
    /// How steeply the foot is loaded and unloaded, in body weights a stance.
    var loadingSlope, unloadingSlope: Double
    /// Where the centre of pressure ends, as a fraction of the insole from its middle.
    var reach: Double
    /// How far it strays sideways.
    var stray: Double
    /// Pitch at strike and at foot off in radians.
    var strikePitch, liftPitch: Double

    private var knots: [(x: Double, y: Double, slope: Double)] {
      [
        (0, 0, loadingSlope), (0.24, loadingPeak, 0), (0.5, dip, 0),
        (pushOffPhase, pushOffPeak, 0), (1, 0, -unloadingSlope),
      ]
    }

    /// The force in body weights before scaling, over the phase of the stance.
    func force(_ u: Double) -> Double {
      u > 0 && u < 1 ? Curves.hermite(u, knots) : 0
    }

    /// The integral of the force over the stance: the exact one of each cubic piece.
    var impulse: Double {
      zip(knots, knots.dropFirst()).reduce(0) { sum, pair in
        let (a, b) = pair
        let width = b.x - a.x
        return sum + width * (0.5 * (a.y + b.y) + width * (a.slope - b.slope) / 12)
      }
    }
  }

  let injuredSide: Side
  let strideS: Double
  let strideM: Double
  let massKg: Double
  /// Injured, then sound.
  let stances: [Stance]
  /// The share of the body's weight that crutches carry.
  let crutchShare: Double
  /// By which both shapes are multiplied so that feet and crutches carry the body.
  let scale: Double

  var speedMPerS: Double { strideM / strideS }

  /// The share of the feet's impulse that the injured foot takes.
  var injuredShare: Double {
    let (a, b) = (stances[0].duty * stances[0].impulse, stances[1].duty * stances[1].impulse)
    return a / (a + b)
  }

  /// The walk at a deficit; `day` moves the numbers that differ from day to day.
  init(
    _ history: AnkleHistory, _ course: AnkleCourse, week: Double, day random: inout CohortRandom
  ) {
    let d = course.deficit(week: week)
    let q = course.severity * course.stiffness
    let age = (history.ageYears - 46) / 15
    injuredSide = history.injuredSide
    massKg = history.massKg
    let activity = 0.04 * (Double(history.activity) - 1.5)
    let healthy = 1.28 * (history.heightM / 1.72).squareRoot() - 0.06 * age + activity
    let speed = max(0.25, healthy * (1 - 0.6 * d) + random.normal(0, 0.03))
    let ratio = 0.0062 * history.heightM / 1.72 * exp(random.normal(0, 0.03))
    let cadence = (speed * 60 / ratio).squareRoot()
    strideS = 120 / cadence
    strideM = speed * strideS
    let pace = pow(speed / 1.3, 1.5)
    func drawn(_ deviation: Double) -> Double { exp(random.normal(0, deviation)) }
    let duty = 0.64 - 0.04 * (speed - 1)
    let injured = Stance(
      duty: duty - 0.09 * d + random.normal(0, 0.006),
      loadingPeak: (1 + 0.12 * pace) * (1 - 0.7 * d) * drawn(0.02),
      dip: (1 - 0.24 * pace) * (1 - 0.62 * d) * drawn(0.02),
      pushOffPeak: (1 + 0.13 * pace) * (1 - 0.8 * d) * exp(-0.13 * q) * drawn(0.02),
      pushOffPhase: 0.77 - 0.035 * q + random.normal(0, 0.006),
      loadingSlope: 9 * (1 - 0.75 * d) * drawn(0.05),
      unloadingSlope: 9 * (1 - 0.7 * d) * exp(-0.2 * q) * drawn(0.05),
      reach: 0.37 - 0.3 * d - 0.06 * q + random.normal(0, 0.015),
      stray: 0.05 + 0.05 * d + 0.03 * q + random.normal(0, 0.01),
      strikePitch: 0.36 * (1 - 0.7 * d), liftPitch: 1.2 * (1 - 0.5 * d))
    let sound = Stance(
      duty: duty + 0.07 * d + random.normal(0, 0.006),
      loadingPeak: (1 + 0.12 * pace) * (1 + 0.08 * d) * drawn(0.02),
      dip: (1 - 0.24 * pace) * (1 + 0.05 * d) * drawn(0.02),
      pushOffPeak: (1 + 0.13 * pace) * drawn(0.02), pushOffPhase: 0.77 + random.normal(0, 0.006),
      loadingSlope: 9 * drawn(0.05), unloadingSlope: 9 * drawn(0.05),
      reach: 0.37 + random.normal(0, 0.015), stray: 0.05 + random.normal(0, 0.01),
      strikePitch: 0.36, liftPitch: 1.2)
    stances = [injured, sound]
    crutchShare = 0.5 * max(0, d - 0.3)
    let impulse = injured.duty * injured.impulse + sound.duty * sound.impulse
    scale = (1 - crutchShare) / impulse
  }

  /// The push-off peak of the injured foot over that of the other.
  var pushOffSymmetry: Double { stances[0].pushOffPeak / stances[1].pushOffPeak }
}
