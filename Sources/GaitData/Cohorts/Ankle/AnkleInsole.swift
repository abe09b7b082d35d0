import Foundation
import GaitRecords

/// What pressure insoles record of an ankle patient's walk.
///
/// The force of the stance is shared among the sensors by a bell about the centre of pressure and by
/// the person's foot: the pressures times the sensors' area add up to the force, and their centre is
/// the centre of pressure that is stated.
struct AnkleInsole {
  static let rateHz = 100.0
  /// Below this force the centre of pressure means nothing.
  static let centreAboveN = 20.0
  /// The step of the pressure in pascal: 0.25 N/cm^2, as OpenGo insoles have it.
  static let pressureStep = 2500.0

  let gait: AnkleGait
  let layout: InsoleLayout
  let strideCount: Int
  /// How each sensor is loaded by this person's feet, the same for both.
  let footShape: [Double]
  let sensorAreaM2: Double

  init(
    _ history: AnkleHistory, _ gait: AnkleGait, layout: InsoleLayout = .openGo16,
    strideCount: Int, footShape: [Double]
  ) {
    self.gait = gait
    self.layout = layout
    self.strideCount = strideCount
    self.footShape = footShape
    let length = 0.152 * history.heightM
    sensorAreaM2 = 0.33 * length * length * 0.65 / Double(layout.sensorCount)
  }

  /// A person's foot: flat or arched, with its own hard places.
  static func footShape(_ layout: InsoleLayout, using random: inout CohortRandom) -> [Double] {
    let arch = random.normal(0, 0.35)
    return layout.sensors.map {
      exp(random.normal(0, 0.15) - ($0.region == .midfoot ? 0.9 + arch : 0))
    }
  }

  /// The walk on both insoles, left first.
  func walk(
    name: String, participant: ParticipantID, measuresForce: Bool, using random: inout CohortRandom
  ) -> InsoleWalk {
    var strides: [(start: Double, length: Double, size: [Double])] = []
    var time = 0.0
    for _ in 0..<strideCount {
      let length = gait.strideS * exp(random.normal(0, 0.015))
      strides.append((time, length, [exp(random.normal(0, 0.02)), exp(random.normal(0, 0.02))]))
      time += length
    }
    let count = Int((time * Self.rateHz).rounded(.down))
    let insoles = Side.allCases.map { side in
      record(
        side, strides: strides, count: count, measuresForce: measuresForce, using: &random)
    }
    return InsoleWalk(
      name: name, participant: participant, condition: "walking", insoles: insoles)
  }

  private func record(
    _ side: Side, strides: [(start: Double, length: Double, size: [Double])], count: Int,
    measuresForce: Bool, using random: inout CohortRandom
  ) -> InsoleRecord {
    let foot = side == gait.injuredSide ? 0 : 1
    let stance = gait.stances[foot]
    let weight = gait.massKg * 9.80665 * gait.scale
    let sensors = layout.sensorCount
    let path = FootSwing(
      stance: stance, strideM: gait.strideM, strideS: gait.strideS)
    let tilt = random.normal(0, 0.03)
    var loads = [Float]()
    var (totals, centres, forces, rates) = ([Float](), [Float](), [Float](), [Float]())
    loads.reserveCapacity(count * sensors)
    var stride = 0
    for frame in 0..<count {
      let time = Double(frame) / Self.rateHz
      while stride + 1 < strides.count, strides[stride + 1].start <= time { stride += 1 }
      // The left foot strikes at the start of a stride, the right in its middle.
      var phase = (time - strides[stride].start) / strides[stride].length
      if side == .right { phase += phase < 0.5 ? 0.5 : -0.5 }
      let u = phase / stance.duty
      let force = weight * stance.force(u) * strides[stride].size[foot]
      let shares = self.shares(stance, u)
      var (total, x, y) = (0.0, 0.0, 0.0)
      for sensor in 0..<sensors {
        let ideal = force * shares[sensor] / sensorAreaM2
        let felt = max(0, ideal + random.normal(0, 1200 + 0.02 * ideal))
        let pressure = (felt / Self.pressureStep).rounded() * Self.pressureStep
        let load = pressure * sensorAreaM2
        loads.append(Float(measuresForce ? load : pressure))
        total += load
        x += load * layout.sensors[sensor].lateral
        y += load * layout.sensors[sensor].anterior
      }
      totals.append(Float(total))
      let isLoaded = total >= Self.centreAboveN
      centres.append(isLoaded ? Float(x / total) : .nan)
      centres.append(isLoaded ? Float(y / total) : .nan)
      let motion = path.felt(phase, tilt: tilt)
      forces += [
        Float(motion.forward + random.normal(0, 0.15)), Float(random.normal(0, 0.3)),
        Float(motion.up + random.normal(0, 0.15)),
      ]
      rates += [
        Float(random.normal(0, 0.1)), Float(motion.turn + random.normal(0, 0.03)),
        Float(random.normal(0, 0.1)),
      ]
    }
    func signal(_ names: [String], _ unit: PhysicalUnit, _ samples: [Float]) -> SampledSignal {
      SampledSignal(
        channels: names.map { Channel(name: $0, unit: unit) }, sampleRateHz: Self.rateHz,
        samples: samples)
    }
    let name = side.rawValue
    return InsoleRecord(
      side: side, layout: layout,
      sensors: signal(
        layout.sensors.map { "\(name) \(measuresForce ? "force" : "pressure") \($0.number)" },
        measuresForce ? .newton : .pascal, loads),
      acceleration: signal(
        ["X", "Y", "Z"].map { "\(name) acceleration \($0)" }, .metrePerSecondSquared, forces),
      angularRate: signal(
        ["X", "Y", "Z"].map { "\(name) angular \($0)" }, .radianPerSecond, rates),
      totalForce: signal(["\(name) total force"], .newton, totals),
      centreOfPressure: signal(
        ["X", "Y"].map { "\(name) center of pressure \($0)" }, .one, centres),
      bodyMassKg: gait.massKg)
  }

  /// The shares of the force that the sensors carry; they add up to one.
  private func shares(_ stance: AnkleGait.Stance, _ u: Double) -> [Double] {
    let anterior = -0.42 + (stance.reach + 0.42) * Curves.rise(0.1 + 0.95 * min(max(u, 0), 1))
    let lateral = 0.06 + stance.stray * sin(2 * .pi * u) - 0.1 * Curves.rise(u)
    var weights = [Double](repeating: 0, count: layout.sensorCount)
    var sum = 0.0
    for (place, sensor) in layout.sensors.enumerated() {
      let a = (sensor.anterior - anterior) / 0.17
      let b = (sensor.lateral - lateral) / 0.24
      weights[place] = footShape[place] * exp(-0.5 * (a * a + b * b))
      sum += weights[place]
    }
    return weights.map { $0 / sum }
  }
}

/// The movement of a foot over a stride in closed form, as its inertial unit feels it.
struct FootSwing {
  let stance: AnkleGait.Stance
  let strideM, strideS: Double

  private func pitch(_ phase: Double) -> Double {
    let duty = stance.duty
    if phase < duty {
      let u = phase / duty
      return stance.strikePitch * (1 - Curves.rise(u / 0.16))
        - stance.liftPitch * Curves.rise((u - 0.6) / 0.6)
    }
    let v = (phase - duty) / (1 - duty)
    let start = -stance.liftPitch * Curves.rise(0.4 / 0.6)
    let speed =
      -stance.liftPitch * Curves.riseRate(0.4 / 0.6) / 0.6 * (1 - duty) / duty
    return start + (stance.strikePitch - start) * Curves.rise(v / 0.95)
      + speed * Curves.startVelocity(v)
  }

  /// Specific force forward and up along the sole's axes and turning about the left axis.
  func felt(_ phase: Double, tilt: Double) -> (forward: Double, up: Double, turn: Double) {
    let h = 1e-3
    let turn = -(pitch(phase + h) - pitch(phase - h)) / (2 * h * strideS)
    var (ahead, up) = (0.0, 9.80665)
    let swing = 1 - stance.duty
    if phase > stance.duty, phase < 1 {
      let v = (phase - stance.duty) / swing
      let time = swing * strideS
      ahead = strideM * Curves.riseAcceleration(v) / (time * time)
      // The lift 64 v^3 (1 - v)^3 of 8 cm.
      let bend = v * (1 - v) * (1 - 5 * v + 5 * v * v)
      up += 0.08 * 384 * bend / (time * time)
    }
    let angle = pitch(phase) + tilt
    return (
      cos(angle) * ahead + sin(angle) * up, cos(angle) * up - sin(angle) * ahead, turn
    )
  }
}
