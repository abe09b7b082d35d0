import Foundation
import GaitRecords
import GaitSignal

/// How trials become leg recordings.
public struct LegPreparation: Sendable, Codable, Equatable {
  /// The common rate of all channels.
  public var sampleRateHz = 100.0
  /// The cut-off of the zero-phase low-pass on positions and angles.
  public var motionCutoffHz = 8.0
  /// The recipe of the EMG envelopes.
  public var envelope = EMGEnvelope(bandOrder: 2, smoothingOrder: 2)

  /// The defaults.
  public init() {}
}

extension LegRecording {
  /// Both legs of a trial; none where the hips are not seen.
  ///
  /// - Parameters:
  ///   - trial: The recording.
  ///   - preparation: Rates and filters.
  /// - Returns: The left leg, then the right one mirrored.
  /// - Throws: `SignalError` where a rate is too low for the filters.
  public static func legs(
    of trial: WalkingTrial, _ preparation: LegPreparation = LegPreparation()
  ) throws -> [LegRecording] {
    guard
      let motion = try WalkingMotion(
        trial, sampleRateHz: preparation.sampleRateHz, cutoffHz: preparation.motionCutoffHz)
    else { return [] }
    let envelopes = try MuscleEnvelopes(trial, preparation.envelope, on: motion)
    let record = trial.motion
    let first = Int(((motion.startTimeS - record.startTimeS) * record.sampleRateHz).rounded())
    let sourceFrames = min(
      record.frameCount - first,
      Int((Double(motion.frameCount - 1) / motion.sampleRateHz * record.sampleRateHz).rounded(.up))
        + 1)
    let clock = FrameClock(
      sourceRateHz: record.sampleRateHz, targetRateHz: motion.sampleRateHz,
      sourceRange: first..<first + sourceFrames, sourceStartS: record.startTimeS)
    return try Side.allCases.map { side in
      let laboratory = LaboratoryAxis.allCases.map {
        clock.sampled(record.groundReaction.values(MotionRecord.channel(side, $0)))
      }
      let force = laboratory[2]
      let stance = clock.sampled(record.stance.values(MotionRecord.channel(side)))
      return LegRecording(
        participant: trial.participant, trial: trial.name, condition: trial.condition, side: side,
        startTimeS: motion.startTimeS, sampleRateHz: motion.sampleRateHz,
        motion: try motion.channels(of: side, trial.anthropometry),
        muscles: envelopes.channels(of: side),
        person: personChannels(of: trial, side, frameCount: motion.frameCount),
        moments: Joint.allCases.map { joint in
          clock.sampled(
            record.jointMoments.values(MotionRecord.channel(side, joint, AnatomicalPlane.sagittal)))
        },
        verticalForce: force.map { $0.isFinite ? Swift.abs($0) : 0 },
        groundReaction: motion.walkingForce(laboratory, on: side),
        isSwing: stance.map { $0 == 0 })
    }
  }
}

extension LegRecording {
  /// Constants of the person as a leg sees them, repeated at each frame.
  private static func personChannels(
    of trial: WalkingTrial, _ side: Side, frameCount: Int
  ) -> LegChannelSet {
    var set = LegChannelSet(frameCount: frameCount)
    func add(_ name: String, _ value: Double?) {
      set.add(name, value.map { [Double](repeating: $0, count: frameCount) })
    }
    for (prefix, leg) in [("ipsilateral", side), ("contralateral", side.opposite)] {
      let alignment = KneeAlignment(motion: trial.motion, side: leg)
      add("\(prefix).kneeAlignment", alignment?.varusRad)
    }
    add("affected", trial.affectedSide.map { $0 == side ? 1 : -1 } ?? 0)
    return set
  }
}

extension WalkingMotion {
  /// A force by laboratory axis in the walking frame of a side: forward, ipsilateral and up.
  fileprivate func walkingForce(_ laboratory: [[Double]], on side: Side) -> [[Double]] {
    let known = laboratory[2].filter(\.isFinite)
    let sign = known.reduce(0, +) < 0 ? -1.0 : 1.0
    let force = Trajectory(
      x: laboratory[0].map { sign * $0 }, y: laboratory[1].map { sign * $0 },
      z: laboratory[2].map { sign * $0 })
    let outward = side == .left ? left : left.mapped { $0.map { -$0 } }
    return [force.along(forward), force.along(outward), force.z]
  }
}
