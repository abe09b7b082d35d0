import Foundation
import GaitRecords

/// A trial of signals that a test states in closed form, on the clock of the test's choice.
struct SyntheticTrial {
  /// Position of a joint centre in metres, by time in seconds; nil where it is not seen.
  typealias Path = @Sendable (Double) -> (x: Double, y: Double, z: Double)?

  var frameCount = 200
  var sampleRateHz = 100.0
  var startTimeS = 0.0
  var centres: [Side: [Joint: Path]] = [:]
  var angles: [Side: [Joint: @Sendable (Double) -> Double?]] = [:]
  var moments: @Sendable (Side, Joint, Double) -> Double? = { _, _, _ in 0 }
  var verticalForce: @Sendable (Side, Double) -> Double? = { _, _ in 10 }
  var horizontalForce: @Sendable (Side, Double) -> (x: Double, y: Double) = { _, _ in (0, 0) }
  var stance: @Sendable (Side, Double) -> Double? = { _, _ in 1 }
  var emg: EMGRecord?
  var affectedSide: Side?
  var legLengthM: Double? = 0.8

  /// A person who walks along a heading at 1.2 m/s; the legs swing as sines half a cycle apart.
  ///
  /// - Parameters:
  ///   - headingRad: The direction of walking from the laboratory's x, counterclockwise.
  ///   - isMirrored: Whether left and right have changed their parts.
  init(headingRad: Double = 0, isMirrored: Bool = false) {
    let forward = (x: cos(headingRad), y: sin(headingRad))
    for side in Side.allCases {
      let leftward = side == .left ? 1.0 : -1.0
      let isFirst = (side == .left) != isMirrored
      let phase = isFirst ? 0.0 : Double.pi
      let swing: @Sendable (Double) -> Double = { 0.4 * sin(2 * .pi * $0 + phase) }
      let hip: Path = { time in
        let along = 1.2 * time
        let across = leftward * 0.1
        let up = 0.9 + (isFirst ? 0.01 : -0.01) * sin(2 * .pi * time)
        return (
          along * forward.x - across * forward.y, along * forward.y + across * forward.x, up
        )
      }
      /// A point below the hip on a straight leg that leans forward by the swing angle.
      func below(_ length: Double) -> Path {
        { time in
          guard let top = hip(time) else { return nil }
          let ahead = length * sin(swing(time))
          return (
            top.x + ahead * forward.x, top.y + ahead * forward.y,
            top.z - length * cos(swing(time))
          )
        }
      }
      centres[side] = [.hip: hip, .knee: below(0.4), .ankle: below(0.8)]
      angles[side] = [
        .hip: swing, .knee: { 0.3 * cos(2 * .pi * $0 + phase) },
        .ankle: { 0.1 * sin(4 * .pi * $0 + phase) },
      ]
    }
  }

  private func signal(_ count: Int, _ value: (Int, Double) -> Double?) -> SampledSignal {
    var samples: [Float] = []
    for frame in 0..<frameCount {
      let time = startTimeS + Double(frame) / sampleRateHz
      for channel in 0..<count { samples.append(value(channel, time).map(Float.init) ?? .nan) }
    }
    return SampledSignal(
      channels: (0..<count).map { Channel(name: "c\($0)", unit: .one) },
      sampleRateHz: sampleRateHz, startTimeS: startTimeS, samples: samples)
  }

  /// The trial; one leg length on both sides.
  var trial: WalkingTrial {
    func side(_ channel: Int, of count: Int) -> Side { channel < count / 2 ? .left : .right }
    let joints = Joint.allCases
    return WalkingTrial(
      name: "made", participant: "SYN99",
      anthropometry: Anthropometry(
        massKg: 60, heightM: 1.7, leftLegLengthM: legLengthM, rightLegLengthM: legLengthM,
        leftKneeWidthM: 0.1,
        rightKneeWidthM: 0.1), affectedSide: affectedSide,
      motion: MotionRecord(
        jointAngles: signal(18) { channel, time in
          let leg = side(channel, of: 18)
          guard channel % 3 == 0 else { return 0 }
          return angles[leg]?[joints[channel / 3 % 3]]?(time)
        },
        jointMoments: signal(18) { channel, time in
          moments(side(channel, of: 18), joints[channel / 3 % 3], time)
        },
        groundReaction: signal(6) { channel, time in
          let leg = side(channel, of: 6)
          guard let up = verticalForce(leg, time) else { return nil }
          let horizontal = horizontalForce(leg, time)
          return [horizontal.x, horizontal.y, up][channel % 3]
        },
        jointCentres: signal(18) { channel, time in
          let place = centres[side(channel, of: 18)]?[joints[channel / 3 % 3]]?(time)
          return place.map { [$0.x, $0.y, $0.z][channel % 3] }
        },
        stance: signal(2) { channel, time in stance(side(channel, of: 2), time) }),
      emg: emg)
  }
}
