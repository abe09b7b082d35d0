/// One level of the discrete wavelet transform, and the way back.
///
/// Equal to PyWavelets' `dwt` and `idwt`.
public struct DiscreteWaveletTransform: Hashable, Sendable, Codable {
  /// The two halves of a signal.
  public struct Halves: Hashable, Sendable, Codable {
    /// What the low-pass keeps.
    public var approximation: [Double]
    /// What the high-pass keeps.
    public var detail: [Double]

    /// Creates a pair of halves.
    public init(approximation: [Double], detail: [Double]) {
      self.approximation = approximation
      self.detail = detail
    }
  }

  /// The wavelet.
  public let wavelet: Wavelet
  /// How signals go on beyond their ends.
  public let boundary: SignalExtension

  /// Creates a transform.
  public init(_ wavelet: Wavelet, boundary: SignalExtension = .symmetric) {
    self.wavelet = wavelet
    self.boundary = boundary
  }

  /// The number of coefficients in each half of a signal.
  public func halfCount(of count: Int) -> Int {
    boundary == .periodization ? (count + 1) / 2 : (count + wavelet.length - 1) / 2
  }

  /// The halves of a signal without gaps.
  ///
  /// - Parameter signal: The samples, at least one.
  /// - Returns: Two lists of `halfCount(of:)` coefficients.
  /// - Throws: `SignalError.tooShort` for no samples at all.
  public func forward(_ signal: [Double]) throws(SignalError) -> Halves {
    guard let last = signal.last else {
      throw .tooShort(operation: "wavelet transform", needed: 1, found: 0)
    }
    let isPeriodized = boundary == .periodization
    // An odd signal is made even by its last sample, which the period then has twice.
    let input = isPeriodized && signal.count % 2 == 1 ? signal + [last] : signal
    let low = wavelet.decompositionLowPass
    let high = wavelet.decompositionHighPass
    let offset = isPeriodized ? wavelet.length / 2 : 1
    let count = halfCount(of: signal.count)
    var halves = Halves(
      approximation: Array(repeating: 0, count: count), detail: Array(repeating: 0, count: count))
    for k in 0..<count {
      let place = 2 * k + offset
      var (lowSum, highSum) = (0.0, 0.0)
      if place < input.count, place - wavelet.length + 1 >= 0 {
        for tap in low.indices {
          lowSum += low[tap] * input[place - tap]
          highSum += high[tap] * input[place - tap]
        }
      } else {
        for tap in low.indices {
          let sample = boundary.sample(place - tap, of: input)
          lowSum += low[tap] * sample
          highSum += high[tap] * sample
        }
      }
      halves.approximation[k] = lowSum
      halves.detail[k] = highSum
    }
    return halves
  }

  /// The signal of two halves.
  ///
  /// - Parameter halves: As many details as approximations.
  /// - Returns: The samples: one more than the original's if that was odd.
  /// - Throws: `SignalError.differentLengths` if the halves differ in length;
  ///   `SignalError.tooShort` for halves too short for the filters.
  public func inverse(_ halves: Halves) throws(SignalError) -> [Double] {
    let half = halves.approximation.count
    guard halves.detail.count == half else {
      throw .differentLengths(
        operation: "inverse wavelet transform", expected: half, found: halves.detail.count)
    }
    let isPeriodized = boundary == .periodization
    let needed = isPeriodized ? 1 : wavelet.length / 2
    guard half >= needed else {
      throw .tooShort(operation: "inverse wavelet transform", needed: needed, found: half)
    }
    let low = wavelet.scalingFilter
    let high = wavelet.reconstructionHighPass
    let length = wavelet.length
    let count = isPeriodized ? 2 * half : 2 * half - length + 2
    var signal = [Double](repeating: 0, count: count)
    for k in 0..<half {
      let (approximation, detail) = (halves.approximation[k], halves.detail[k])
      // Where the first tap of this coefficient falls.
      let first = isPeriodized ? 2 * k - length / 2 + 1 : 2 * k - length + 2
      for tap in 0..<length {
        var place = first + tap
        if isPeriodized {
          place %= count
          if place < 0 { place += count }
        } else if place < 0 || place >= count {
          continue
        }
        signal[place] += approximation * low[tap] + detail * high[tap]
      }
    }
    return signal
  }
}
