/// A signal taken apart into details of finer and finer scale and one coarse rest.
///
/// Equal to PyWavelets' `wavedec` and `waverec`. With a sampling rate r, the details of level k
/// cover about r / 2^(k + 1) to r / 2^k hertz.
public struct WaveletDecomposition: Hashable, Sendable, Codable {
  /// The transform of each level.
  public let transform: DiscreteWaveletTransform
  /// What is left after the last level.
  public var approximation: [Double]
  /// The details, those of level 1, the finest, first.
  public var details: [[Double]]
  /// The number of samples of the signal.
  public let count: Int

  /// Takes a signal apart.
  ///
  /// - Parameters:
  ///   - signal: The samples, without gaps.
  ///   - levels: The number of levels; the wavelet's `maximumLevel` if nil.
  ///   - transform: The transform of each level.
  /// - Throws: `SignalError.tooShort` for no samples; `SignalError.invalidOrder` for a negative
  ///   number of levels or more than 60.
  public init(
    of signal: [Double], levels: Int? = nil, by transform: DiscreteWaveletTransform
  ) throws(SignalError) {
    let levels = levels ?? transform.wavelet.maximumLevel(forCount: signal.count)
    guard (0...60).contains(levels) else {
      throw .invalidOrder(operation: "wavelet decomposition", order: levels, allowed: 0...60)
    }
    self.transform = transform
    count = signal.count
    approximation = signal
    details = []
    for _ in 0..<levels {
      let halves = try transform.forward(approximation)
      approximation = halves.approximation
      details.append(halves.detail)
    }
  }

  /// The signal of the coefficients, as many samples as there were.
  ///
  /// - Throws: `SignalError.differentLengths` if coefficients were added or taken away.
  public func reconstructed() throws(SignalError) -> [Double] {
    var signal = approximation
    for detail in details.reversed() {
      // A level of odd length came back one sample too long.
      if signal.count == detail.count + 1 { signal.removeLast() }
      signal = try transform.inverse(.init(approximation: signal, detail: detail))
    }
    guard signal.count >= count else {
      throw .differentLengths(
        operation: "wavelet reconstruction", expected: count, found: signal.count)
    }
    return Array(signal[..<count])
  }

  /// The sum of squares of each level's details, the finest first, and of the rest at the end.
  public var energies: [Double] {
    (details + [approximation]).map { $0.reduce(0) { $0 + $1 * $1 } }
  }
}
