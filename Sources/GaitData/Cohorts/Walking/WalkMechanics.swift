import Foundation
import GaitRecords
import GaitSignal

/// The movement of a walking body and the forces on it, on a fine clock.
///
/// The order of causes is: footsteps and the shape of the vertical force are chosen; the ground
/// reaction aims at a point above the pelvis; the body's centre follows by Newton's second law; the
/// legs reach from the hips to the feet; moments follow by inverse dynamics.
package struct WalkMechanics {
  static let rateHz = 200.0
  static let gravity = 9.80665

  let subject: WalkingSubject
  let path: FootPath
  package let frameCount: Int
  /// The time of frame 0 in seconds; the margin in front of the trial is negative.
  let startS: Double
  package let body: BodyMotion
  /// Left, then right.
  package let legs: [LegMotion]
  let steps: [Footstep]

  package init(
    _ subject: WalkingSubject, _ condition: WalkingCondition, durationS: Double,
    using random: inout CohortRandom
  ) throws {
    let plan = FootstepPlan(subject, condition, durationS: durationS, using: &random)
    let path = FootPath(subject, condition)
    // From the second strike of each foot on both feet have a past.
    let first = (plan.steps[1].strikeS + 0.02)
    let last = plan.steps[plan.steps.count - 2].strikeS
    let startS = (first * Self.rateHz).rounded() / Self.rateHz
    let frameCount = Int((last - startS) * Self.rateHz)
    var feet = Side.allCases.map {
      PlantedFoot(path, plan.steps, $0, startS: startS, frameCount: frameCount)
    }
    let body = try BodyMotion(
      subject, plan, groundRatio: condition.groundRatio, feet: &feet, startS: startS)
    let hips = try HipMotion(subject, body, feet, isStairs: condition.isStairs)
    legs = try Side.allCases.indices.map {
      try LegMotion(subject, feet[$0], body: body, hip: hips.paths[$0])
    }
    self.subject = subject
    self.path = path
    self.startS = startS
    self.frameCount = frameCount
    self.body = body
    steps = plan.steps
  }

  /// The time of a frame in seconds.
  func timeS(_ frame: Int) -> Double { startS + Double(frame) / Self.rateHz }

  /// The frame at a time.
  func frame(_ timeS: Double) -> Int { Int(((timeS - startS) * Self.rateHz).rounded()) }
}

/// One foot on the fine clock, with the force under it.
package struct PlantedFoot {
  let side: Side
  /// The ankle and the pitch of the foot.
  package var ankleX, ankleY, ankleZ, pitch: [Double]
  /// The centre of pressure; where the foot is off the ground, under the ankle.
  var pressureX, pressureY, pressureZ: [Double]
  /// The ground reaction in N/kg: forward, left, up.
  package var forceX, forceY, forceZ: [Double]
  var isStance: [Bool]
  /// The phase of this foot's stride, from 0 to 1.
  package var phase: [Double]

  init(_ path: FootPath, _ steps: [Footstep], _ side: Side, startS: Double, frameCount: Int) {
    self.side = side
    let own = steps.filter { $0.side == side }
    let zeros = [Double](repeating: 0, count: frameCount)
    (ankleX, ankleY, ankleZ, pitch) = (zeros, zeros, zeros, zeros)
    (pressureX, pressureY, pressureZ) = (zeros, zeros, zeros)
    (forceX, forceY, forceZ) = (zeros, zeros, zeros)
    isStance = Array(repeating: false, count: frameCount)
    phase = zeros
    var place = 0
    for frame in 0..<frameCount {
      let time = startS + Double(frame) / WalkMechanics.rateHz
      while place + 1 < own.count, own[place + 1].strikeS <= time { place += 1 }
      let step = own[place]
      let state = path.state(step, time)
      let swing = (time - step.offS) / (step.nextStrikeS - step.offS)
      ankleX[frame] = state.forwardM
      ankleY[frame] = step.leftM + (step.nextLeftM - step.leftM) * Curves.rise(swing)
      ankleZ[frame] = state.heightM
      pitch[frame] = state.pitchRad
      phase[frame] = (time - step.strikeS) / (step.nextStrikeS - step.strikeS)
      let centre = path.pressureCentre(step, time)
      isStance[frame] = centre != nil
      pressureX[frame] = centre?.x ?? state.forwardM
      pressureY[frame] = centre?.y ?? ankleY[frame]
      pressureZ[frame] = centre?.z ?? 0
      forceZ[frame] = step.verticalForce(time) * WalkMechanics.gravity
    }
  }
}
