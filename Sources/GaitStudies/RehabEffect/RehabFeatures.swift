import Foundation
import GaitRecords
import GaitSignal

/// The features that the paper lists, of signals and of the motion image.
///
/// Amplitudes span orders of magnitude, so that powers enter as logarithms. The intervals between
/// heart beats follow the Task Force of the European Society of Cardiology 1996
/// (doi:10.1161/01.CIR.93.5.1043).
enum RehabFeatures {
  static let names: [String] = {
    var names = ["heart_rate", "beat_interval_deviation", "beat_interval_successive_difference"]
    for muscle in RehabRecording.muscleNames {
      names += [
        "\(muscle)_log_rms", "\(muscle)_mean_frequency", "\(muscle)_median_frequency",
        "\(muscle)_peak_to_peak_over_rms", "\(muscle)_envelope_variation",
      ]
      names += (1...4).map { "\(muscle)_wavelet_\($0)" }
    }
    names += ["biceps_log_ratio", "triceps_log_ratio"]
    for place in RehabRecording.brainNames {
      names += bands.map { "\(place)_\($0.name)" } + ["\(place)_spectral_entropy"]
    }
    names += bands.map { "asymmetry_\($0.name)" }
    return names + [
      "image_mean", "image_spread", "image_edges", "image_edge_density", "image_centre_across",
      "image_centre_down", "image_width", "image_height",
    ]
  }()

  static let bands: [(name: String, hertz: ClosedRange<Double>)] = [
    ("delta", 1...4), ("theta", 4...8), ("alpha", 8...12), ("beta", 14...28),
  ]

  /// The features of a patient, in the order of `names`.
  ///
  /// - Throws: `SignalError` for signals too short to have a spectrum.
  static func values(_ recording: RehabRecording, _ image: GreyImage) throws -> [Double] {
    var values = heart(recording.electrocardiogram)
    var levels: [Double] = []
    for muscle in recording.muscles {
      let own = try self.muscle(muscle)
      levels.append(own[0])
      values += own
    }
    values += [levels[0] - levels[2], levels[1] - levels[3]]
    var powers: [[Double]] = []
    for place in recording.brain {
      let own = try brain(place)
      powers.append(own)
      values += own
    }
    values += bands.indices.map { band in
      (powers[0][band] + powers[1][band] - powers[2][band] - powers[3][band]) / 2
    }
    return values + (try picture(image))
  }

  private static func heart(_ signal: [Double]) -> [Double] {
    let beats = RehabRecording.beats(signal)
    let intervals = zip(beats, beats.dropFirst()).map {
      Double($1 - $0) / RehabRecording.electrocardiogramHz
    }
    guard intervals.count > 2 else { return [.nan, .nan, .nan] }
    let count = Double(intervals.count)
    let mean = intervals.reduce(0, +) / count
    let squares = intervals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let steps = zip(intervals, intervals.dropFirst()).map { $1 - $0 }
    let stepSquares = steps.reduce(0) { $0 + $1 * $1 } / Double(steps.count)
    // A heart that beats like a clock to the sample has no logarithm.
    return [
      60 / mean, log(max((squares / (count - 1)).squareRoot(), 1e-3) / mean),
      log(max(stepSquares.squareRoot(), 1e-3) / mean),
    ]
  }

  private static func muscle(_ signal: [Double]) throws -> [Double] {
    let amplitude = try AmplitudeFeatures(of: signal)
    let welch = WelchSpectrum(segments: try SpectralSegments(length: 512))
    let spectrum = try welch.spectrumBetweenGaps(of: signal, sampleRateHz: RehabRecording.musclesHz)
    let finite = signal.map { $0.isFinite ? $0 : 0 }
    let energies = try WaveletDecomposition(
      of: finite, levels: 4, by: DiscreteWaveletTransform(Wavelet(.daubechies, order: 4))
    ).energies
    let total = energies.reduce(0, +)
    let envelope = RehabSeries.levels(signal, RehabRecording.musclesHz, 8)
    let mean = envelope.reduce(0, +) / Double(max(1, envelope.count))
    let spread = envelope.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return [
      log(max(amplitude.rootMeanSquare, 1e-9)), spectrum.meanFrequencyHz,
      spectrum.medianFrequencyHz, amplitude.peakToPeak / max(amplitude.rootMeanSquare, 1e-9),
      mean > 0 ? (spread / Double(max(1, envelope.count))).squareRoot() / mean : .nan,
    ] + energies.prefix(4).map { total > 0 ? log(max($0 / total, 1e-9)) : .nan }
  }

  private static func brain(_ signal: [Double]) throws -> [Double] {
    let welch = WelchSpectrum(segments: try SpectralSegments(length: 500))
    let spectrum = try welch.spectrumBetweenGaps(of: signal, sampleRateHz: RehabRecording.brainHz)
    return bands.map { log(max(spectrum.power(inHz: $0.hertz), 1e-30)) }
      + [spectrum.spectralEntropy]
  }

  /// Brightness, edges, and where the bright pixels lie.
  private static func picture(_ image: GreyImage) throws -> [Double] {
    let pixels = image.intensities.map(Double.init)
    let histogram = try IntensityHistogram(of: pixels)
    let edges = try SobelEdges(of: pixels, width: image.width, height: image.height)
    var (total, across, down) = (0.0, 0.0, 0.0)
    var bright: [(x: Double, y: Double, light: Double)] = []
    for (place, light) in pixels.enumerated() where light > 0.2 {
      bright.append((Double(place % image.width), Double(place / image.width), light))
    }
    for point in bright {
      total += point.light
      across += point.light * point.x
      down += point.light * point.y
    }
    guard total > 0 else {
      return [
        histogram.mean, histogram.spread, edges.meanMagnitude, edges.density(above: 1), .nan, .nan,
        .nan, .nan,
      ]
    }
    let centre = (x: across / total, y: down / total)
    let wide = bright.reduce(0) { $0 + $1.light * ($1.x - centre.x) * ($1.x - centre.x) }
    let high = bright.reduce(0) { $0 + $1.light * ($1.y - centre.y) * ($1.y - centre.y) }
    return [
      histogram.mean, histogram.spread, edges.meanMagnitude, edges.density(above: 1),
      centre.x / Double(image.width), centre.y / Double(image.height),
      (wide / total).squareRoot() / Double(image.width),
      (high / total).squareRoot() / Double(image.height),
    ]
  }
}
