import Foundation
import GaitRecords
import GaitSignal

/// Surface electromyography that runs ahead of the moments it gives rise to.
///
/// A muscle's activation is the share of the internal moment that it has to give, divided by a
/// capacity, taken one electromechanical delay ahead of the moment: activation at `t` belongs to the
/// moment at `t + delay` (Cavanagh, Komi 1979, doi:10.1007/BF00431022, find 30 to 100 ms). The raw
/// signal is white noise of the 20-450 Hz band whose size follows the activation, in volts behind an
/// amplifier of about 1000 times, as in the walking folder's layout.
struct MuscleActivity {
  static let rateHz = 1000.0
  /// The muscles of each leg, in the order of the channels; the layout of files holds the first four.
  static let muscles: [Muscle] = [
    .rectusFemoris, .hamstrings, .gastrocnemius, .tibialisAnterior, .vastusLateralis, .soleus,
    .gluteusMaximus, .gluteusMedius,
  ]

  /// The activation of a muscle, 0 to about 1, in each frame of the fine clock, without delay.
  static func activation(_ muscle: Muscle, _ leg: LegMotion) -> [Double] {
    let count = leg.hipMoment.count
    func positive(_ values: [Double], _ capacity: Double) -> [Double] {
      values.map { max(0, $0) / capacity }
    }
    func negative(_ values: [Double], _ capacity: Double) -> [Double] {
      values.map { max(0, -$0) / capacity }
    }
    func sum(_ a: [Double], _ b: [Double], _ share: Double) -> [Double] {
      (0..<count).map { a[$0] + share * b[$0] }
    }
    switch muscle {
    case .rectusFemoris:
      return sum(positive(leg.kneeMoment, 1.2), negative(leg.hipMoment, 1.6), 0.8)
    case .vastusLateralis: return positive(leg.kneeMoment, 1.1)
    case .hamstrings: return sum(positive(leg.hipMoment, 1.6), negative(leg.kneeMoment, 1.3), 0.6)
    case .gastrocnemius:
      return sum(positive(leg.ankleMoment, 1.9), negative(leg.kneeMoment, 1.6), 0.4)
    case .soleus: return positive(leg.ankleMoment, 1.8)
    case .tibialisAnterior:
      // Lowers the foot after strike, then holds the toes up in swing.
      let lift = leg.foot.phase.map { phase -> Double in
        Curves.rise((phase - 0.58) / 0.1) * (1 - 0.3 * Curves.rise((phase - 0.75) / 0.2)) * 0.35
      }
      return sum(lift, negative(leg.ankleMoment, 0.45), 1)
    case .gluteusMaximus: return positive(leg.hipMoment, 1.4)
    default: return positive(leg.hipFrontalMoment, 1.3)
    }
  }

  /// What the electrodes of both legs pick up.
  ///
  /// - Parameters:
  ///   - mechanics: The walk.
  ///   - durationS: The seconds from time 0 on.
  ///   - gains: Volts behind the amplifier at an activation of 1, by leg and muscle.
  ///   - random: The draws of the noise.
  /// - Returns: Sixteen channels at 1000 Hz.
  /// - Throws: `SignalError` if the band cannot be designed.
  static func record(
    _ mechanics: WalkMechanics, durationS: Double, gains: [[Double]],
    using random: inout CohortRandom
  ) throws -> EMGRecord {
    let count = Int((durationS * rateHz).rounded())
    let band = try Butterworth.design(
      order: 2, .bandPass(lowHz: 20, highHz: 450), sampleRateHz: rateHz)
    // White noise of deviation 1 leaves the band with this deviation.
    let carried = (430.0 / 500.0).squareRoot()
    var channels: [Channel] = []
    var electrodes: [EMGRecord.Electrode] = []
    var columns: [[Double]] = []
    for (side, leg) in zip(Side.allCases, mechanics.legs) {
      for (place, muscle) in muscles.enumerated() {
        let activation = activation(muscle, leg)
        let delay = mechanics.subject.electromechanicalDelayS
        var white = (0..<count).map { _ in random.normal() / carried }
        white = band.filtered(white)
        let gain = gains[side == .left ? 0 : 1][place]
        let rest = 0.03
        let values = (0..<count).map { sample -> Double in
          let time = Double(sample) / rateHz + delay
          let frame = (time - mechanics.startS) * WalkMechanics.rateHz
          let low = min(max(0, Int(frame)), activation.count - 2)
          let share = min(max(0, frame - Double(low)), 1)
          let level = activation[low] + share * (activation[low + 1] - activation[low])
          return gain * (rest + level) * white[sample]
        }
        columns.append(values.map { $0 + random.normal(0, 0.0004) })
        electrodes.append(EMGRecord.Electrode(muscle: muscle, side: side))
        channels.append(Channel(name: "EMG_\(side.letter)\(muscle.rawValue)", unit: .volt))
      }
    }
    var samples = [Float]()
    samples.reserveCapacity(count * columns.count)
    for sample in 0..<count {
      for column in columns { samples.append(Float(column[sample])) }
    }
    return EMGRecord(
      signal: SampledSignal(channels: channels, sampleRateHz: rateHz, samples: samples),
      electrodes: electrodes)
  }
}
