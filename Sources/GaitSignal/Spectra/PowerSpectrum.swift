/// The power of a signal at evenly spaced frequencies from zero to half the sampling rate.
public struct PowerSpectrum: Hashable, Sendable, Codable {
  /// The frequencies in hertz.
  public let frequenciesHz: [Double]
  /// The power at each frequency, in the unit that `scaling` says.
  public let values: [Double]
  /// What the values mean.
  public let scaling: SpectralScaling

  /// Creates a spectrum.
  ///
  /// - Precondition: There are as many frequencies as values.
  public init(frequenciesHz: [Double], values: [Double], scaling: SpectralScaling) {
    precondition(
      frequenciesHz.count == values.count,
      "PowerSpectrum: \(frequenciesHz.count) frequencies for \(values.count) values")
    self.frequenciesHz = frequenciesHz
    self.values = values
    self.scaling = scaling
  }
}
