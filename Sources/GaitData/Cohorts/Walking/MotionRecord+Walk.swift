import Foundation
import GaitRecords

extension MotionRecord {
  /// What cameras, plates and inverse dynamics say about a simulated walk, at 100 frames a second.
  ///
  /// The laboratory's x points forward, y to the left and z up. What the model does not hold
  /// (rotations of knee and ankle, transverse moments) is missing.
  init(
    _ walk: WalkMechanics, durationS: Double, noise: MotionNoise, using random: inout CohortRandom
  ) {
    let rate = 100.0
    let every = Int(WalkMechanics.rateHz / rate)
    let count = Int((durationS * rate).rounded())
    let first = walk.frame(0)
    let subject = walk.subject
    let zeros = [Float](repeating: .nan, count: count * 18)
    var (angles, moments, centres) = (zeros, zeros, zeros)
    var forces = [Float](repeating: 0, count: count * 6)
    var stance = [Float](repeating: 0, count: count * 2)
    for (side, leg) in zip(Side.allCases, walk.legs) {
      let outward = side == .left ? 1.0 : -1.0
      let other = walk.legs[side == .left ? 1 : 0]
      for frame in 0..<count {
        let k = first + frame * every
        func put(_ joint: Joint, _ plane: AnatomicalPlane, angle: Double, moment: Double?) {
          let place = frame * 18 + MotionRecord.channel(side, joint, plane)
          angles[place] = Float(angle + random.normal(0, noise.angleRad))
          if let moment { moments[place] = Float(moment + random.normal(0, noise.momentNmPerKg)) }
        }
        let knee = leg.thigh[k] - leg.shank[k]
        // The pelvis lists towards the lower hip; adduction is the thigh leaning outwards.
        let list = atan2(outward * (leg.hip.z[k] - other.hip.z[k]), subject.hipWidthM) * outward
        let lean = -atan2(
          outward * (leg.foot.ankleY[k] - leg.hip.y[k]), leg.hip.z[k] - leg.foot.ankleZ[k])
        put(
          .hip, .sagittal, angle: leg.thigh[k] + subject.pelvicTiltRad, moment: leg.hipMoment[k])
        put(.hip, .frontal, angle: lean + list, moment: leg.hipFrontalMoment[k])
        put(.knee, .sagittal, angle: knee, moment: leg.kneeMoment[k])
        put(
          .knee, .frontal, angle: subject.varusRad(side), moment: leg.kneeFrontalMoment[k])
        put(
          .ankle, .sagittal, angle: leg.footPitch[k] - leg.shank[k], moment: leg.ankleMoment[k])
        let places: [(Joint, Double, Double, Double)] = [
          (.hip, leg.hip.x[k], leg.hip.y[k], leg.hip.z[k]),
          (.knee, leg.kneeX[k], leg.kneeY[k], leg.kneeZ[k]),
          (.ankle, leg.foot.ankleX[k], leg.foot.ankleY[k], leg.foot.ankleZ[k]),
        ]
        for (joint, x, y, z) in places {
          let place = frame * 18 + MotionRecord.channel(side, joint, LaboratoryAxis.x)
          for (axis, value) in [x, y, z].enumerated() {
            centres[place + axis] = Float(value + random.normal(0, noise.centreM))
          }
        }
        let place = frame * 6 + MotionRecord.channel(side, LaboratoryAxis.x)
        let isLoaded = leg.foot.isStance[k]
        for (axis, value) in [leg.foot.forceX[k], leg.foot.forceY[k], leg.foot.forceZ[k]]
          .enumerated() where isLoaded
        {
          forces[place + axis] = Float(value + random.normal(0, noise.forceNPerKg))
        }
        stance[frame * 2 + MotionRecord.channel(side)] = isLoaded ? 1 : 0
      }
    }
    func signal(_ names: [String], _ unit: PhysicalUnit, _ samples: [Float]) -> SampledSignal {
      SampledSignal(
        channels: names.map { Channel(name: $0, unit: unit) }, sampleRateHz: rate,
        samples: samples)
    }
    func perJoint(_ stems: [String], _ quantity: String) -> [String] {
      Side.allCases.flatMap { side in
        stems.flatMap { stem in ["X", "Y", "Z"].map { "\(side.letter)\(stem)\(quantity)_\($0)" } }
      }
    }
    let joints = ["Hip", "Knee", "Ankle"]
    self.init(
      jointAngles: signal(perJoint(joints, "Angles"), .radian, angles),
      jointMoments: signal(perJoint(joints, "Moment"), .newtonMetrePerKilogram, moments),
      groundReaction: signal(
        Side.allCases.flatMap { side in
          ["X", "Y", "Z"].map { "\(side.letter)GroundReactionForce_\($0)" }
        }, .newtonPerKilogram, forces),
      jointCentres: signal(perJoint(["HJC", "FEO", "AJC"], ""), .metre, centres),
      stance: signal(Side.allCases.map { "\($0.letter)_stance" }, .one, stance))
  }
}

/// The noise of a motion laboratory, as standard deviations.
struct MotionNoise {
  /// About a third of a degree.
  var angleRad = 0.006
  /// Inverse dynamics differs by a few hundredths between repetitions.
  var momentNmPerKg = 0.015
  var centreM = 0.001
  var forceNPerKg = 0.03
}
