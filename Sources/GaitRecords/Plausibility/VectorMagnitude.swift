extension SampledSignal {
  /// The length of the vector that three channels make, at each frame; NaN where one is missing.
  func magnitudes() -> [Double] {
    precondition(channelCount == 3, "SampledSignal: \(channelCount) channels make no vector")
    return (0..<frameCount).map { frame in
      let (x, y, z) = (samples[3 * frame], samples[3 * frame + 1], samples[3 * frame + 2])
      return Double(x * x + y * y + z * z).squareRoot()
    }
  }
}

extension Sequence where Element == Double {
  /// The value below which a share of the present values lies; nil if none is present.
  func quantile(_ share: Double) -> Double? {
    let sorted = filter { !$0.isNaN }.sorted()
    guard let last = sorted.indices.last else { return nil }
    return sorted[Int((share * Double(last)).rounded())]
  }
}
