import Foundation
import GaitRecords
import GaitSignal

/// The EMG envelopes of a trial at the frames of its motion.
struct MuscleEnvelopes {
  /// The muscles of a study, in the order of its channels.
  static let muscles: [(name: String, muscle: Muscle)] = [
    ("rectusFemoris", .rectusFemoris), ("hamstrings", .hamstrings),
    ("gastrocnemius", .gastrocnemius), ("tibialisAnterior", .tibialisAnterior),
  ]

  private var envelopes: [String: [Double]] = [:]
  private let frameCount: Int

  /// Computes the envelope of every channel that is in order.
  ///
  /// Each is brought to mean 0 and deviation 1 over the trial: electrode gains differ between people
  /// and sessions, and a new trial can be treated the same way.
  init(_ trial: WalkingTrial, _ recipe: EMGEnvelope, on motion: WalkingMotion) throws {
    frameCount = motion.frameCount
    guard let record = trial.emg else { return }
    let signal = record.signal
    for (name, muscle) in Self.muscles {
      for side in Side.allCases {
        guard let channel = record.channel(of: muscle, side),
          record.electrodes[channel].quality == .ok
        else { continue }
        let raw = signal.values(channel)
        let present = raw.filter { !$0.isNaN }
        guard !present.isEmpty else { continue }
        let mean = present.reduce(0, +) / Double(present.count)
        let envelope = try recipe.envelopeBetweenGaps(
          of: raw.map { $0 - mean }, sampleRateHz: signal.sampleRateHz
        ).map { $0.isNaN ? $0 : max($0, 0) }
        let sampled = (0..<motion.frameCount).map { frame -> Double in
          let time = motion.startTimeS + Double(frame) / motion.sampleRateHz
          let place = (time - signal.startTimeS) * signal.sampleRateHz
          guard place >= -0.5, place <= Double(envelope.count) - 0.5 else { return .nan }
          return FrameClock.value(envelope, at: max(0, place))
        }
        envelopes[Self.key(side, name)] = Self.standardized(sampled)
      }
    }
  }

  private static func key(_ side: Side, _ name: String) -> String { side.letter + name }

  private static func standardized(_ values: [Double]) -> [Double]? {
    let present = values.filter { !$0.isNaN }
    guard present.count > 1 else { return nil }
    let mean = present.reduce(0, +) / Double(present.count)
    let variance = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(present.count)
    guard variance > 0 else { return nil }
    let deviation = variance.squareRoot()
    return values.map { $0.isNaN ? 0 : min(max(($0 - mean) / deviation, -2), 4) }
  }

  /// The channels of both legs, named as the motion's are.
  func channels(of side: Side) -> LegChannelSet {
    var set = LegChannelSet(frameCount: frameCount)
    for (prefix, leg) in [("ipsilateral", side), ("contralateral", side.opposite)] {
      for (name, _) in Self.muscles {
        set.add("\(prefix).\(name)", envelopes[Self.key(leg, name)])
      }
    }
    return set
  }
}
