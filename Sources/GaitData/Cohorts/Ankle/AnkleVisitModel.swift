import Foundation
import GaitRecords

/// What is measured of an ankle patient at a visit, besides the insoles.
///
/// Clinical scores follow the deficit d of the day with noise that grows with it; biomechanics
/// follows d and, weakly, the stiffness. All coefficients are ours, chosen so that scores span their
/// scales; `Docs/Simulation.md` lists them.
struct AnkleVisitModel {
  let history: AnkleHistory
  let course: AnkleCourse
  let week: Double

  /// The scores of a visit; a score that was not taken is missing.
  func assessments(
    missingRate: Double, using random: inout CohortRandom
  ) -> [ClinicalAssessment] {
    let d = course.deficit(week: week)
    let q = course.severity * course.stiffness
    let age = (history.ageYears - 46) / 15
    let power = 1 - d
    let noise = 0.25 + 1.2 * d
    let values: [(ClinicalScale, Double)] = [
      (.aofas, 100 - 78 * pow(d, 0.9) + random.normal(0, 7 * noise)),
      (.visualAnaloguePain, 8.5 * pow(d, 1.1) + random.normal(0, 1.1 * noise)),
      (.footAnkleDailyLiving, 100 - 85 * d + random.normal(0, 8 * noise)),
      (.footAnkleSports, 100 - 120 * pow(d, 0.7) + random.normal(0, 10 * noise)),
      (.olerudMolander, 100 - 95 * pow(d, 0.8) + random.normal(0, 9 * noise)),
      (.ankleSwelling, 0.045 * d + 0.01 * d * d + random.normal(0, 0.006)),
      (
        .heelRises,
        24 * power * power * exp(-0.15 * age - 0.08 * q) * exp(random.normal(0, 0.2)) - 4
      ),
      (.singleLegStance, 34 * power * power * exp(-0.3 * age) * exp(random.normal(0, 0.3))),
    ]
    return values.compactMap { scale, value in
      let isMissing = random.happens(missingRate)
      return ClinicalAssessment.scored(scale, isMissing ? nil : value, week: week)
    }
  }

  /// Ranges of motion, strengths and gait of a visit.
  func biomechanics(_ gait: AnkleGait, using random: inout CohortRandom) -> BiomechanicalSummary {
    let d = course.deficit(week: week)
    let q = course.severity * course.stiffness
    let age = (history.ageYears - 46) / 15
    let degree = Double.pi / 180
    let injured = history.injuredSide
    let sound = injured.opposite
    func range(
      _ side: Side, _ movement: JointMovement, _ value: Double
    ) -> BiomechanicalSummary.RangeOfMotion {
      BiomechanicalSummary.RangeOfMotion(
        joint: .ankle, side: side, movement: movement, rangeRad: max(0, value) * degree)
    }
    func strength(
      _ side: Side, _ movement: JointMovement, _ value: Double
    ) -> BiomechanicalSummary.Strength {
      BiomechanicalSummary.Strength(
        joint: .ankle, side: side, movement: movement, peakMomentNm: max(1, value))
    }
    let whole = 20 - 1.5 * age
    let muscle = 1.5 * history.massKg * exp(-0.12 * age)
    let plantar = muscle * exp(random.normal(0, 0.08))
    return BiomechanicalSummary(
      rangesOfMotion: [
        range(injured, .dorsiflexion, whole - 22 * d - 2.2 * q + random.normal(0, 1.6)),
        range(sound, .dorsiflexion, whole + random.normal(0, 1.6)),
        range(injured, .plantarflexion, 45 - 28 * d - 2 * q + random.normal(0, 2.5)),
        range(sound, .plantarflexion, 45 + random.normal(0, 2.5)),
        range(injured, .inversion, 30 - 22 * d + random.normal(0, 2.5)),
        range(injured, .eversion, 16 - 12 * d + random.normal(0, 2)),
      ],
      strengths: [
        strength(injured, .plantarflexion, plantar * (1 - 0.85 * d) * exp(random.normal(0, 0.06))),
        strength(sound, .plantarflexion, plantar * exp(random.normal(0, 0.05))),
        strength(
          injured, .dorsiflexion, 0.28 * plantar * (1 - 0.7 * d) * exp(random.normal(0, 0.08))),
        strength(sound, .dorsiflexion, 0.28 * plantar * exp(random.normal(0, 0.06))),
      ],
      walkingSpeedMPerS: gait.speedMPerS * exp(random.normal(0, 0.02)),
      stepsPerS: 2 / gait.strideS * exp(random.normal(0, 0.01)),
      affectedWeightShare: min(
        max(0.5 * (1 - 0.8 * d) / (1 - 0.4 * d) + random.normal(0, 0.015), 0), 0.6))
  }
}
