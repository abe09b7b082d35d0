import Foundation

/// Where a foot is and how it is pitched, planted in stance and carried forward in swing.
///
/// The foot rolls over two pivots, the heel while its toes are up and the ball while its heel is
/// (the rockers of Perry, Burnfield 2010). The swing of ankle and pitch is a quintic from the state
/// at foot off to that at the next strike.
struct FootPath {
  let subject: WalkingSubject
  /// Inclination of the ground under the foot in radians; 0 on stairs.
  let groundRad: Double
  let isStairs: Bool
  let isDown: Bool

  init(_ subject: WalkingSubject, _ condition: WalkingCondition) {
    self.subject = subject
    isStairs = condition.isStairs
    isDown = condition.groundRatio < 0
    if case .slope(let angle) = condition.terrain { groundRad = angle } else { groundRad = 0 }
  }

  /// A foot at one time: ankle forward and up in metres, pitch in radians, toes up positive.
  struct State {
    var forwardM, heightM, pitchRad: Double
  }

  /// Pitch relative to the ground at strike; stairs are met flat or with the toes.
  private var strikePitch: Double {
    isStairs ? (isDown ? -0.35 : 0.02) : max(0.05, subject.heelStrikeRad - 0.5 * groundRad)
  }

  private var liftPitch: Double { isStairs ? (isDown ? 0.9 : 0.75) : subject.toeOffRad }

  private func stancePitch(_ u: Double) -> Double {
    strikePitch * (1 - Curves.rise(u / 0.16)) - liftPitch * Curves.rise((u - 0.6) / 0.6)
  }

  /// The ankle relative to the point of the sole where it was planted, by the pitch above ground.
  private func ankle(pitch: Double) -> (forward: Double, up: Double) {
    let pivot = pitch > 0 ? subject.heelM : subject.ballM
    let angle = pitch + groundRad
    let (along, up) = (-pivot, subject.ankleHeightM)
    return (
      pivot * cos(groundRad) + along * cos(angle) - up * sin(angle),
      pivot * sin(groundRad) + along * sin(angle) + up * cos(angle)
    )
  }

  /// The foot of a step at a time between its strike and the next.
  func state(_ step: Footstep, _ time: Double) -> State {
    let stance = step.offS - step.strikeS
    let u = (time - step.strikeS) / stance
    if u <= 1 {
      let pitch = stancePitch(max(0, u))
      let place = ankle(pitch: pitch)
      return State(
        forwardM: step.forwardM + place.forward, heightM: step.heightM + place.up,
        pitchRad: groundRad + pitch)
    }
    let swing = step.nextStrikeS - step.offS
    let v = min(1, (time - step.offS) / swing)
    let h = 1e-3
    let scale = swing / stance
    // Differences back from foot off: position, velocity and acceleration go on into the swing.
    func start(_ value: (Double) -> Double) -> (x: Double, v: Double, a: Double) {
      let (a, b, c) = (value(1), value(1 - h), value(1 - 2 * h))
      return (a, (1.5 * a - 2 * b + 0.5 * c) / h * scale, (a - 2 * b + c) / (h * h) * scale * scale)
    }
    func carried(_ from: (x: Double, v: Double, a: Double), _ end: Double, _ rise: Double) -> Double
    {
      from.x + (end - from.x) * rise + from.v * Curves.startVelocity(v)
        + from.a * Curves.startAcceleration(v)
    }
    let forward = start { ankle(pitch: stancePitch($0)).forward }
    let up = start { ankle(pitch: stancePitch($0)).up }
    let pitch = start(stancePitch)
    let landing = ankle(pitch: strikePitch)
    let advance = step.nextForwardM - step.forwardM
    let climb = step.nextHeightM - step.heightM
    let clearance = (isStairs ? (isDown ? 0.05 : 0.11) : 0.06) * subject.heightM / 1.75
    let lift = pow(v, 3) * pow(1 - v, 3.5) / (pow(0.4615, 3) * pow(0.5385, 3.5))
    // A stair is cleared before the foot is over it, and left after.
    let climbing = Curves.rise(isStairs ? (isDown ? 1.3 * v - 0.3 : 1.35 * v) : v)
    return State(
      forwardM: step.forwardM + carried(forward, advance + landing.forward, Curves.rise(v)),
      heightM: step.heightM + carried(up, landing.up, Curves.rise(v)) + climb * climbing
        + clearance * lift,
      pitchRad: groundRad + carried(pitch, strikePitch, Curves.rise(v / 0.95)))
  }

  /// The centre of pressure of a planted foot: forward, to the left, and up, in metres.
  func pressureCentre(_ step: Footstep, _ time: Double) -> (x: Double, y: Double, z: Double)? {
    let u = (time - step.strikeS) / (step.offS - step.strikeS)
    guard u > 0, u < 1 else { return nil }
    let (first, last) =
      isStairs ? (0.4 * subject.ballM, subject.ballM) : (0.8 * subject.heelM, subject.ballM)
    let advance = 0.45 * Curves.rise(u / 0.45) + 0.55 * Curves.rise((u - 0.2) / 0.75)
    let along = first + (last - first) * advance
    // From the outer heel to the first toe.
    let inward = (step.side == .left ? -1.0 : 1.0) * (0.018 * Curves.rise(u) - 0.006)
    return (
      step.forwardM + along * cos(groundRad), step.leftM + inward,
      step.heightM + along * sin(groundRad)
    )
  }
}
