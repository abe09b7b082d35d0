import Foundation
import GaitRecords
import GaitSignal

/// ECG, EMG and EEG of a stroke patient during reaching, as simple generators give them.
///
/// They look like the signals they stand for in rate, band, amplitude and in the one property that
/// carries the course; they hold no pathology beyond that.
public struct StrokeSignals: Sendable, Equatable {
  /// One lead in volts at 250 Hz.
  public let ecg: SampledSignal
  /// Biceps and triceps of the paretic and of the sound arm, in volts behind an amplifier of about
  /// 1000 times, at 1000 Hz.
  public let emg: SampledSignal
  /// C3, C4, P3 and P4 in volts at 250 Hz.
  public let eeg: SampledSignal

  static let durationS = 8.0

  init(_ course: StrokeCourse, pareticSide: Side, using random: inout CohortRandom) throws {
    ecg = StrokeSignals.electrocardiogram(course, using: &random)
    emg = try StrokeSignals.electromyogram(course, using: &random)
    eeg = try StrokeSignals.electroencephalogram(course, pareticSide: pareticSide, using: &random)
  }

  private static func signal(
    _ names: [String], _ rateHz: Double, _ columns: [[Double]]
  ) -> SampledSignal {
    var samples = [Float]()
    for frame in 0..<(columns.first?.count ?? 0) {
      for column in columns { samples.append(Float(column[frame])) }
    }
    return SampledSignal(
      channels: names.map { Channel(name: $0, unit: .volt) }, sampleRateHz: rateHz,
      samples: samples)
  }

  /// Five bells a beat, whose spread grows with the autonomic reserve.
  ///
  /// After McSharry et al. 2003, doi:10.1109/TBME.2003.805979.
  private static func electrocardiogram(
    _ course: StrokeCourse, using random: inout CohortRandom
  ) -> SampledSignal {
    let rate = 250.0
    let beatS = 60 / (74 + 4 * course.ageDeviation * 0.3 + random.normal(0, 7))
    let spread = 0.035 * exp(0.5 * course.autonomicReserve + random.normal(0, 0.2))
    let breathHz = random.uniform(0.2...0.32)
    let breathPhase = random.uniform(0...(2 * .pi))
    var beats = [-0.5 * beatS]
    while let last = beats.last, last < durationS + 1 {
      let breath = sin(2 * .pi * breathHz * last + breathPhase)
      let length = beatS * (1 + spread * (breath + 0.7 * random.normal()))
      beats.append(last + max(0.35, length))
    }
    let waves: [(offset: Double, width: Double, volts: Double)] = [
      (-0.2, 0.025, 0.00012), (-0.04, 0.01, -0.00012), (0, 0.011, 0.0011),
      (0.035, 0.01, -0.0002), (0.27, 0.045, 0.0003),
    ]
    let values = (0..<Int(durationS * rate)).map { sample -> Double in
      let time = Double(sample) / rate
      var volts = 0.00005 * sin(2 * .pi * 0.3 * time + breathPhase) + random.normal(0, 0.00001)
      for beat in beats where abs(time - beat) < 0.6 {
        for wave in waves {
          let distance = (time - beat - wave.offset) / wave.width
          volts += wave.volts * exp(-0.5 * distance * distance)
        }
      }
      return volts
    }
    return signal(["ECG"], rate, [values])
  }

  /// Bursts of reaching: the paretic arm is weaker the more impaired it is, its antagonist works
  /// against it, and its burst is the fuller the better the tract has survived.
  private static func electromyogram(
    _ course: StrokeCourse, using random: inout CohortRandom
  ) throws -> SampledSignal {
    let rate = 1000.0
    let count = Int(durationS * rate)
    let band = try Butterworth.design(
      order: 2, .bandPass(lowHz: 20, highHz: 450), sampleRateHz: rate)
    let reachHz = random.uniform(0.3...0.5)
    let drive =
      0.03 * (1 - 0.75 * course.impairment)
      * exp(0.35 * course.tractIntegrity + random.normal(0, 0.2))
    let sound = 0.03 * exp(random.normal(0, 0.25))
    let against = min(
      0.95,
      max(
        0.05,
        0.15 + 0.5 * course.impairment - 0.1 * course.tractIntegrity
          + random.normal(0, 0.06)))
    let parts: [(name: String, size: Double, shift: Double, floor: Double)] = [
      ("EMG_pareticBiceps", drive, 0, 0.06 + against),
      ("EMG_pareticTriceps", drive, 0.5, 0.06 + against),
      ("EMG_soundBiceps", sound, 0, 0.12), ("EMG_soundTriceps", sound, 0.5, 0.12),
    ]
    let columns = parts.map { part -> [Double] in
      let white = band.filtered((0..<count).map { _ in random.normal() })
      return (0..<count).map { sample in
        let phase = (reachHz * Double(sample) / rate + part.shift).truncatingRemainder(
          dividingBy: 1)
        let burst = phase < 0.4 ? pow(sin(.pi * phase / 0.4), 2) : 0
        let level = part.floor + (1 - min(part.floor, 1)) * burst
        return part.size * level * white[sample] + random.normal(0, 0.0004)
      }
    }
    return signal(parts.map(\.name), rate, columns)
  }

  /// Rhythms in noise of falling power: over the lesion slow waves stand out and the alpha rhythm is
  /// lower, the more so the worse the tract (van Putten, Tavy 2004,
  /// doi:10.1161/01.STR.0000144649.49861.1d).
  private static func electroencephalogram(
    _ course: StrokeCourse, pareticSide: Side, using random: inout CohortRandom
  ) throws -> SampledSignal {
    let rate = 250.0
    let count = Int(durationS * rate)
    let names = ["EEG_C3", "EEG_C4", "EEG_P3", "EEG_P4"]
    let bands: [(low: Double, high: Double, volts: Double)] = [
      (1, 4, 6e-6), (8, 12, 9e-6), (14, 28, 4e-6),
    ]
    let filters = try bands.map {
      try Butterworth.design(
        order: 2, .bandPass(lowHz: $0.low, highHz: $0.high), sampleRateHz: rate)
    }
    // The lesion lies opposite to the paretic arm.
    let lesion = pareticSide == .left ? 1 : 0
    let columns = names.indices.map { place -> [Double] in
      let harm = place % 2 == lesion ? 0.35 - 0.3 * course.tractIntegrity : 0
      let gains = [exp(harm), exp(-harm), exp(-0.5 * harm)]
      var sum = (0..<count).map { _ in random.normal(0, 2e-6) }
      for (band, filter) in filters.enumerated() {
        let own = filter.filtered((0..<count).map { _ in random.normal() })
        let size = (own.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
        let gain = bands[band].volts * gains[band] * exp(random.normal(0, 0.08)) / size
        for sample in 0..<count { sum[sample] += gain * own[sample] }
      }
      return sum
    }
    return signal(names, rate, columns)
  }
}
