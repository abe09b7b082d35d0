import Foundation
import GaitRecords
import GaitSignal

/// The physiological series that the LSTM reads: short-time levels of all signals on one clock.
///
/// The interval of the heart beats, the amplitude of each muscle, and the power of three bands over
/// either half of the brain, as logarithms.
enum RehabSeries {
  static let names: [String] =
    ["beat_interval"] + RehabRecording.muscleNames
    + ["lesion", "sound"].flatMap { (side: String) -> [String] in
      bands.map { "\(side)_\($0.name)" }
    }

  private static let bands = RehabFeatures.bands.filter { $0.name != "theta" }
  /// The stretch of the brain's signal whose spectrum stands for a step, s.
  private static let spectrumS = 1.0

  /// A row of `names` for each step.
  ///
  /// - Throws: `SignalError` for signals shorter than a second.
  static func rows(_ recording: RehabRecording, frameRateHz: Double) throws -> [[Float]] {
    let seconds =
      Double(recording.electrocardiogram.count) / RehabRecording.electrocardiogramHz
    let count = Int(seconds * frameRateHz)
    var columns = [beats(recording.electrocardiogram, count, frameRateHz)]
    for muscle in recording.muscles {
      columns.append(
        levels(muscle, RehabRecording.musclesHz, frameRateHz).map { log(max($0, 1e-6)) })
    }
    for half in [0, 2] {
      let powers = try (half...half + 1).map { try bandPowers(recording.brain[$0], frameRateHz) }
      for band in bands.indices {
        columns.append(zip(powers[0][band], powers[1][band]).map { ($0 + $1) / 2 })
      }
    }
    return (0..<count).map { frame in
      // A column may be a step shorter at the end; its last value is held.
      columns.map { column in
        column.isEmpty ? Float.nan : Float(column[min(frame, column.count - 1)])
      }
    }
  }

  /// The root mean square of each step.
  static func levels(_ signal: [Double], _ sampleRateHz: Double, _ frameRateHz: Double) -> [Double]
  {
    let size = max(1, Int(sampleRateHz / frameRateHz))
    return stride(from: 0, to: signal.count - size + 1, by: size).map { start in
      let part = signal[start..<start + size].filter(\.isFinite)
      guard !part.isEmpty else { return 0 }
      return (part.reduce(0) { $0 + $1 * $1 } / Double(part.count)).squareRoot()
    }
  }

  /// The interval that each step lies in; the nearest one before the first and behind the last beat.
  private static func beats(_ signal: [Double], _ count: Int, _ frameRateHz: Double) -> [Double] {
    let times = RehabRecording.beats(signal).map {
      Double($0) / RehabRecording.electrocardiogramHz
    }
    let intervals = zip(times, times.dropFirst()).map { $1 - $0 }
    guard !intervals.isEmpty else { return Array(repeating: .nan, count: count) }
    var place = 0
    return (0..<count).map { frame in
      let time = (Double(frame) + 0.5) / frameRateHz
      while place + 1 < intervals.count, times[place + 1] <= time { place += 1 }
      return log(intervals[place])
    }
  }

  /// The logarithm of each band's power, by band and step.
  private static func bandPowers(_ signal: [Double], _ frameRateHz: Double) throws -> [[Double]] {
    let rate = RehabRecording.brainHz
    let length = Int(spectrumS * rate)
    let hop = max(1, Int(rate / frameRateHz))
    let spectrogram = try Spectrogram(
      of: signal.map { $0.isFinite ? $0 : 0 }, sampleRateHz: rate,
      segments: SpectralSegments(length: length, overlap: length - hop))
    // The first spectrum stands at its middle; steps before it take it too.
    let ahead = Array(repeating: 0, count: length / 2 / hop)
    return bands.map { band in
      let inside = spectrogram.frequenciesHz.indices.filter {
        band.hertz.contains(spectrogram.frequenciesHz[$0])
      }
      let own = spectrogram.powers.map { powers in
        log(max(inside.reduce(0) { $0 + powers[$1] }, 1e-30))
      }
      return ahead.map { own[$0] } + own
    }
  }
}
