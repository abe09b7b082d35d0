/// How a signal is cut into overlapping stretches whose spectra are taken.
public struct SpectralSegments: Sendable {
  /// The number of samples in a stretch.
  public let length: Int
  /// The number of samples that neighbouring stretches share.
  public let overlap: Int
  /// The weight over each stretch.
  public let window: WindowFunction
  /// What is taken off each stretch before it is weighted; nil for nothing.
  public let trend: Trend?
  /// The length of the transform; beyond `length` the stretch is followed by zeros.
  public var transformLength: Int { transform.length }

  let weights: [Double]
  let transform: DiscreteFourierTransform
  var step: Int { length - overlap }

  /// Describes the stretches.
  ///
  /// - Parameters:
  ///   - length: The number of samples in a stretch.
  ///   - overlap: The number of samples that neighbours share; half of `length` if nil.
  ///   - window: The weight over each stretch, taken periodic.
  ///   - trend: What is taken off each stretch before it is weighted; nil for nothing.
  ///   - transformLength: The length of the transform; `length` if nil.
  /// - Throws: `SignalError.invalidParameter` if the numbers do not fit together.
  public init(
    length: Int = 256, overlap: Int? = nil, window: WindowFunction = .hann,
    trend: Trend? = .constant, transformLength: Int? = nil
  ) throws(SignalError) {
    let shared = overlap ?? length / 2
    guard length > 0, shared >= 0, shared < length else {
      throw .invalidParameter(
        operation: "spectral segments", expected: "an overlap from 0 to below the length \(length)",
        found: "\(shared)")
    }
    let size = transformLength ?? length
    guard size >= length else {
      throw .invalidParameter(
        operation: "spectral segments", expected: "a transform of at least \(length) samples",
        found: "\(size)")
    }
    self.length = length
    self.overlap = shared
    self.window = window
    self.trend = trend
    weights = try window.weights(count: length)
    transform = try DiscreteFourierTransform(length: size)
  }

  /// The spectra of the stretches that fit into a signal, from bin 0 to half the rate.
  func spectra(of signal: [Double]) throws(SignalError) -> [ComplexVector] {
    guard signal.count >= length else {
      throw .tooShort(operation: "spectral segments", needed: length, found: signal.count)
    }
    var spectra = [ComplexVector]()
    for start in stride(from: 0, through: signal.count - length, by: step) {
      var stretch = Array(signal[start..<start + length])
      if let trend { stretch = try removingTrend(stretch, trend) }
      for index in stretch.indices { stretch[index] *= weights[index] }
      stretch += Array(repeating: 0, count: transformLength - length)
      spectra.append(transform.forwardReal(stretch))
    }
    return spectra
  }

  /// The factor on squared magnitudes under a scaling.
  func powerScale(_ scaling: SpectralScaling, sampleRateHz: Double) -> Double {
    switch scaling {
    case .density: 1 / (sampleRateHz * weights.reduce(0) { $0 + $1 * $1 })
    case .spectrum: 1 / (weights.reduce(0, +) * weights.reduce(0, +))
    }
  }

  /// Squared magnitudes, with the negative frequencies' share added to the positive ones.
  func oneSidedPower(_ spectrum: ComplexVector, scale: Double) -> [Double] {
    var power = spectrum.power
    let isEven = transformLength % 2 == 0
    for bin in power.indices {
      let isAlone = bin == 0 || (isEven && bin == power.count - 1)
      power[bin] *= isAlone ? scale : 2 * scale
    }
    return power
  }
}

/// What the height of a spectrum means.
public enum SpectralScaling: String, Hashable, Sendable, Codable {
  /// Power per hertz, in the square of the signal's unit per hertz; its integral is the variance.
  case density
  /// Power, in the square of the signal's unit; a line's height is its own power.
  case spectrum
}
