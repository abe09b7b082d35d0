/// The complex spectra of overlapping stretches of a signal, and the way back.
///
/// Equal to SciPy's `stft` and `istft`. With a lengthened signal and a window whose squares add up
/// to something above zero everywhere, the inverse gives back the signal to rounding.
public struct ShortTimeFourierTransform: Sendable {
  /// How the signal goes on beyond its ends, by half a stretch on each side.
  public enum Boundary: String, Hashable, Sendable, Codable {
    /// Not at all: the first stretch begins at the first sample.
    case none
    /// By zeros.
    case zeros
    /// By its reflection.
    case even
    /// By its reflection about the end points.
    case odd
    /// By its end values.
    case constant
  }

  /// The spectra of a signal.
  public struct Frames: Hashable, Sendable, Codable {
    /// The frequencies in hertz.
    public var frequenciesHz: [Double]
    /// The middle of each stretch, in seconds from the first sample.
    public var timesS: [Double]
    /// The spectrum of each stretch.
    public var spectra: [ComplexVector]
  }

  /// The stretches; their trend is usually nil, since a trend that is taken off does not come back.
  public let segments: SpectralSegments
  /// How the signal goes on beyond its ends.
  public let boundary: Boundary
  /// Whether zeros behind the end fill the last stretch.
  public let isPadded: Bool
  /// What squared magnitudes mean.
  public let scaling: SpectralScaling

  /// Creates a transform.
  public init(
    segments: SpectralSegments, boundary: Boundary = .zeros, isPadded: Bool = true,
    scaling: SpectralScaling = .spectrum
  ) {
    self.segments = segments
    self.boundary = boundary
    self.isPadded = isPadded
    self.scaling = scaling
  }

  /// The spectra of a signal without gaps.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - sampleRateHz: Their rate.
  /// - Returns: One spectrum for each stretch.
  /// - Throws: `SignalError.tooShort` for fewer samples than one stretch has.
  public func forward(_ signal: [Double], sampleRateHz: Double) throws(SignalError) -> Frames {
    guard signal.count >= segments.length else {
      throw .tooShort(
        operation: "short-time Fourier transform", needed: segments.length, found: signal.count)
    }
    var longer = lengthened(signal)
    if isPadded {
      let excess = (longer.count - segments.length) % segments.step
      let missing = excess == 0 ? 0 : segments.step - excess
      longer += Array(repeating: 0, count: missing)
    }
    var spectra = try segments.spectra(of: longer)
    let scale = segments.powerScale(scaling, sampleRateHz: sampleRateHz).squareRoot()
    for index in spectra.indices { spectra[index].scale(by: scale) }
    let middle = boundary == .none ? Double(segments.length) / 2 : 0
    return Frames(
      frequenciesHz: segments.transform.frequenciesHz(sampleRateHz: sampleRateHz),
      timesS: spectra.indices.map { (Double($0 * segments.step) + middle) / sampleRateHz },
      spectra: spectra)
  }

  /// The signal of spectra.
  ///
  /// - Parameters:
  ///   - frames: The spectra, from `forward` with the same settings, possibly changed.
  ///   - sampleRateHz: The rate of the samples.
  /// - Returns: The samples; where `isPadded`, some zeros may follow the original's end.
  /// - Throws: `SignalError.differentLengths` if a spectrum has another number of bins.
  public func inverse(_ frames: Frames, sampleRateHz: Double) throws(SignalError) -> [Double] {
    guard !frames.spectra.isEmpty else { return [] }
    let (length, step) = (segments.length, segments.step)
    let count = length + (frames.spectra.count - 1) * step
    var signal = [Double](repeating: 0, count: count)
    var norms = signal
    let scale = 1 / segments.powerScale(scaling, sampleRateHz: sampleRateHz).squareRoot()
    for (index, spectrum) in frames.spectra.enumerated() {
      guard spectrum.count == segments.transform.halfCount else {
        throw .differentLengths(
          operation: "inverse short-time Fourier transform",
          expected: segments.transform.halfCount, found: spectrum.count)
      }
      let stretch = segments.transform.inverseReal(spectrum)
      for offset in 0..<length {
        let weight = segments.weights[offset]
        signal[index * step + offset] += stretch[offset] * weight * scale
        norms[index * step + offset] += weight * weight
      }
    }
    for index in signal.indices where norms[index] > 1e-10 { signal[index] /= norms[index] }
    let edge = boundary == .none ? 0 : length / 2
    return Array(signal[edge..<max(edge, count - edge)])
  }

  private func lengthened(_ signal: [Double]) -> [Double] {
    let edge = segments.length / 2
    let last = signal.count - 1
    let before = stride(from: edge, to: 0, by: -1)
    let behind = stride(from: last - 1, through: last - edge, by: -1)
    switch boundary {
    case .none: return signal
    case .zeros:
      let zeros = [Double](repeating: 0, count: edge)
      return zeros + signal + zeros
    case .constant:
      return Array(repeating: signal[0], count: edge) + signal
        + Array(repeating: signal[last], count: edge)
    case .even: return before.map { signal[$0] } + signal + behind.map { signal[$0] }
    case .odd:
      return before.map { 2 * signal[0] - signal[$0] } + signal
        + behind.map { 2 * signal[last] - signal[$0] }
    }
  }
}
