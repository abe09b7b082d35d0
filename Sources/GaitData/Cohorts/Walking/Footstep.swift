import Foundation
import GaitRecords

/// One contact of a foot with the ground and the swing behind it.
struct Footstep {
  let side: Side
  /// Foot strike, foot off and the next strike of this foot, s.
  let strikeS, offS, nextStrikeS: Double
  /// Where the point of the sole under the ankle is put, and where it is put next, m.
  let forwardM, leftM, heightM: Double
  let nextForwardM, nextLeftM, nextHeightM: Double
  /// The vertical force in body weights at the two peaks and the dip between them.
  let loadingPeak, dip, pushOffPeak: Double

  /// The vertical force in body weights before the whole body's balance is struck.
  ///
  /// The M of the stance, two maxima and a minimum, as insole studies describe it (Warmerdam et al. 2024).
  func verticalForce(_ time: Double) -> Double {
    let u = (time - strikeS) / (offS - strikeS)
    guard u > 0, u < 1 else { return 0 }
    return Curves.hermite(
      u,
      [
        (0, 0, 9 * loadingPeak), (0.24, loadingPeak, 0), (0.5, dip, 0), (0.77, pushOffPeak, 0),
        (1, 0, -9 * pushOffPeak),
      ])
  }
}

/// The steps of a trial, and four more at each end so that nothing starts at an edge.
struct FootstepPlan {
  static let margin = 4

  let steps: [Footstep]
  /// The strikes of both feet, in time order, with the place of the foot.
  let strikes: [(timeS: Double, offS: Double, forwardM: Double)]
  let strideS: Double

  init(
    _ subject: WalkingSubject, _ condition: WalkingCondition, durationS: Double,
    using random: inout CohortRandom
  ) {
    var cadence = (condition.speedMPerS * 60 / subject.walkRatio).squareRoot()
    var length = condition.speedMPerS * 60 / cadence
    if case .stairs(_, let run) = condition.terrain {
      cadence = 88 * exp(random.normal(0, 0.05))
      length = run
    } else {
      // Repetitions of a trial differ a little in speed and cadence.
      let pace = exp(random.normal(0, 0.03))
      let ratio = exp(random.normal(0, 0.015))
      cadence *= pace * ratio
      length *= pace / ratio
    }
    let stepS = 60 / cadence
    let speed = length / stepS
    let isStairs = condition.isStairs
    strideS = 2 * stepS
    let duty = isStairs ? 0.62 : min(max(0.63 - 0.04 * (speed - 1), 0.58), 0.66)
    let count = Int((durationS / stepS).rounded(.up)) + 2 * Self.margin
    // The spared leg is left sooner: its stance is shorter, the other's longer.
    let hurry = random.normal(0, 0.004)
    let firstSide: Side = random.happens(0.5) ? .left : .right
    var times: [Double] = []
    var places: [(forward: Double, left: Double)] = []
    for number in 0..<count + 2 {
      let side = number.isMultiple(of: 2) ? firstSide : firstSide.opposite
      let limp = 0.12 * (subject.impairment(side) - subject.impairment(side.opposite))
      let jitter = random.normal(0, 0.012)
      times.append((Double(number - Self.margin) + limp + jitter + hurry) * stepS)
      let shift = isStairs ? random.normal(0, 0.004) : random.normal(0, 0.012) * length
      let across = (side == .left ? 0.5 : -0.5) * subject.stepWidthM + random.normal(0, 0.008)
      places.append((Double(number - Self.margin) * length + shift, across))
    }
    let pace = pow(min(max(speed, 0.5), 2) / 1.3, 1.5)
    var steps: [Footstep] = []
    for number in 0..<count {
      let side = number.isMultiple(of: 2) ? firstSide : firstSide.opposite
      let spared = subject.impairment(side) - 0.5 * subject.impairment(side.opposite)
      let strike = times[number]
      let next = times[number + 2]
      let share = duty * (1 - 0.12 * spared) + random.normal(0, 0.004)
      let ratio = condition.groundRatio
      let here = (Double(number - Self.margin)) * length
      let ground = { (place: Double, nominal: Double) in isStairs ? ratio * nominal : ratio * place
      }
      steps.append(
        Footstep(
          side: side, strikeS: strike, offS: strike + share * (next - strike), nextStrikeS: next,
          forwardM: places[number].forward, leftM: places[number].left,
          heightM: ground(places[number].forward, here),
          nextForwardM: places[number + 2].forward, nextLeftM: places[number + 2].left,
          nextHeightM: ground(places[number + 2].forward, here + 2 * length),
          loadingPeak: (1 + 0.12 * pace * subject.loadingGain + (isStairs ? 0.05 : 0))
            * (1 - 0.25 * spared) * exp(random.normal(0, 0.015)),
          dip: (1 - 0.25 * pace * subject.dipGain) * (1 - 0.05 * spared)
            * exp(random.normal(0, 0.015)),
          pushOffPeak: (1 + 0.1 * pace * subject.pushOffGain) * (1 - 0.35 * spared)
            * exp(random.normal(0, 0.015))))
    }
    self.steps = steps
    strikes = steps.map { ($0.strikeS, $0.offS, $0.forwardM) }
  }
}
