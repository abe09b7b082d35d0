import Foundation

/// How regular a walk is: harmonics and self-similarity of the load under both feet together.
struct WalkRhythm {
  private(set) var names: [String] = []
  private(set) var values: [Double] = []

  /// The rhythm of a walk whose stride takes this long, in seconds.
  init(_ loads: FootLoads, strideS: Double) {
    let raw = (0..<loads.frameCount).map { loads.load(.left, $0, 8) + loads.load(.right, $0, 8) }
    let known = raw.filter(\.isFinite)
    let mean = Statistic.mean(known)
    let load = raw.map { $0.isFinite ? $0 - mean : 0 }
    addSpectrum(load, rate: loads.sampleRateHz, strideS: strideS)
    addSimilarity(load, rate: loads.sampleRateHz, strideS: strideS)
    add("load_deviation", Statistic.deviation(known))
    add("cadence", 120 / strideS)
  }

  private mutating func add(_ name: String, _ value: Double) {
    names.append(name)
    values.append(value)
  }

  private mutating func addSpectrum(_ load: [Double], rate: Double, strideS: Double) {
    let power = Self.power(load, rate: rate, below: 15.5)
    func sum(_ range: ClosedRange<Double>) -> Double {
      power.reduce(0) { $0 + (range.contains($1.frequency) ? $1.power : 0) }
    }
    let whole = sum(0.3...12)
    let harmonics = (1...8).map { sum(Double($0) / strideS - 0.15...Double($0) / strideS + 0.15) }
    func level(_ value: Double) -> Double { log(1e-6 + (whole > 0 ? value / whole : 0)) }
    for (index, value) in harmonics.enumerated() { add("harmonic_\(index + 1)", level(value)) }
    let even = harmonics[1] + harmonics[3] + harmonics[5] + harmonics[7]
    let odd = harmonics[0] + harmonics[2] + harmonics[4] + harmonics[6]
    add("even_to_odd", level(even) - level(odd))
    add("below_stride", level(sum(0.1...max(0.1, 0.5 / strideS))))
    add("band_4_7", level(sum(4...7)))
    add("band_8_15", level(sum(8...15)))
  }

  private mutating func addSimilarity(_ load: [Double], rate: Double, strideS: Double) {
    let count = load.count
    let energy = load.reduce(0) { $0 + $1 * $1 }
    func best(around lag: Int, within reach: Int) -> Double {
      let lags = max(1, lag - reach)...max(1, min(count - 1, lag + reach))
      guard energy > 0, count > lag else { return 0 }
      let sums = lags.map { lag in
        (0..<count - lag).reduce(0.0) { $0 + load[$1] * load[$1 + lag] }
      }
      return (sums.max() ?? 0) / energy * Double(count) / Double(count - lag)
    }
    let lag = Int((strideS * rate).rounded())
    add("stride_similarity", best(around: lag, within: 8))
    add("step_similarity", best(around: lag / 2, within: 6))
  }

  /// The power at the multiples of one over the recording's length, under a Hann window.
  private static func power(
    _ load: [Double], rate: Double, below limit: Double
  ) -> [(frequency: Double, power: Double)] {
    let count = load.count
    guard count > 1 else { return [] }
    let windowed = load.enumerated().map { index, value in
      value * (0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(count - 1)))
    }
    // One table of the circle serves every frequency.
    let circle = (0..<count).map { 2 * Double.pi * Double($0) / Double(count) }
    let (cosines, sines) = (circle.map(cos), circle.map(sin))
    let bins = min(count / 2, Int(limit * Double(count) / rate))
    return (0...bins).map { bin in
      var (real, imaginary) = (0.0, 0.0)
      var place = 0
      for value in windowed {
        real += value * cosines[place]
        imaginary -= value * sines[place]
        place += bin
        if place >= count { place -= count }
      }
      return (Double(bin) * rate / Double(count), real * real + imaginary * imaginary)
    }
  }
}
