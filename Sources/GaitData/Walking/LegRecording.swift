import Foundation
import GaitRecords

/// One leg of one trial, as if it were a left one: what a study learns from and predicts.
public struct LegRecording: Sendable {
  /// Who walked.
  public let participant: ParticipantID
  /// The trial's name.
  public let trial: String
  /// How the person walked, in the recording's words, such as `Straight`; nil if not stated.
  public let condition: String?
  /// The leg.
  public let side: Side
  /// When the first frame was recorded, on the trial's clock.
  public let startTimeS: Double
  /// Frames a second.
  public let sampleRateHz: Double
  /// Signals derived from the recorded motion, as inertial sensors could give them.
  public let motion: LegChannelSet
  /// EMG envelopes of both legs; absent where a channel is flat, saturated or was not recorded.
  public let muscles: LegChannelSet
  /// What is the same at every frame of the trial: `ipsilateral.kneeAlignment` and
  /// `contralateral.kneeAlignment`, rad, positive in varus and absent where no frame shows it, and
  /// `affected`: 1 if this leg is the affected one, -1 if the other is, 0 if neither is known to be.
  public let person: LegChannelSet
  /// Hip, knee and ankle flexion moment at each frame, N m/kg; NaN where unknown.
  public let moments: [[Double]]
  /// The size of the vertical ground reaction under this foot, N/kg; zero where none is known.
  public let verticalForce: [Double]
  /// The ground reaction on this foot at each frame, N/kg: forward, ipsilateral (towards the leg's own
  /// side) and up in the frame that walks along; NaN where unknown.
  ///
  /// Recordings that hold the force on the plate instead are turned round: the last one points up.
  public let groundReaction: [[Double]]
  /// Whether the foot is in its swing by the events; false where they say nothing.
  public let isSwing: [Bool]

  /// The number of frames.
  public var frameCount: Int { motion.frameCount }

  /// The length of the leg, m; nil where the recording does not state it.
  package var legLengthM: Double? {
    motion["person.legLength"]?.first.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
  }

  /// A part of the recording, as if no more had been recorded.
  ///
  /// - Precondition: Frames inside the recording.
  package func cut(to frames: Range<Int>) -> LegRecording {
    precondition(
      frames.lowerBound >= 0 && frames.upperBound <= frameCount,
      "LegRecording: frames \(frames) of \(frameCount)")
    return LegRecording(
      participant: participant, trial: trial, condition: condition, side: side,
      startTimeS: startTimeS + Double(frames.lowerBound) / sampleRateHz,
      sampleRateHz: sampleRateHz, motion: motion.cut(to: frames), muscles: muscles.cut(to: frames),
      person: person.cut(to: frames), moments: moments.map { Array($0[frames]) },
      verticalForce: Array(verticalForce[frames]),
      groundReaction: groundReaction.map { Array($0[frames]) }, isSwing: Array(isSwing[frames]))
  }

  /// Whether a frame's moments can be held against a prediction: a force plate carries the foot, and
  /// all three are known.
  ///
  /// Off the plates, inverse dynamics lacks the ground reaction and its moments mean nothing.
  public func isPlateSupported(_ frame: Int, aboveNPerKg threshold: Double = 0.3) -> Bool {
    verticalForce[frame] > threshold && moments.allSatisfy { $0[frame].isFinite }
  }
}
