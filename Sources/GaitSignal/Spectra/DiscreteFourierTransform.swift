import Foundation
import GaitKernels

/// The discrete Fourier transform of one length, any length, in double precision.
///
/// `X[k] = sum over t of x[t] exp(-2 pi i k t / n)`, the inverse with `+i` and divided by n, as in
/// NumPy's `fft`. A plan holds its tables, so one plan should serve many signals of a length.
public struct DiscreteFourierTransform: Sendable {
  /// The number of samples.
  public let length: Int
  /// The number of bins of a real signal's spectrum: those from 0 to half the sampling rate.
  public var halfCount: Int { length / 2 + 1 }

  private let whole: ComplexTransform
  /// Real signals of even length run at half the length, two samples in one complex number.
  private let half: ComplexTransform?
  private let cosines: [Double]
  private let sines: [Double]

  /// Prepares transforms of a length.
  ///
  /// - Parameter length: The number of samples.
  /// - Throws: `SignalError.invalidParameter` unless it is at least one.
  public init(length: Int) throws(SignalError) {
    guard length > 0 else {
      throw .invalidParameter(
        operation: "Fourier transform", expected: "a length of at least 1", found: "\(length)")
    }
    self.length = length
    whole = ComplexTransform(length: length)
    let isEven = length % 2 == 0
    half = isEven ? ComplexTransform(length: length / 2) : nil
    let turn = 2 * Double.pi / Double(length)
    cosines = isEven ? (0...length / 2).map { cos(turn * Double($0)) } : []
    sines = isEven ? (0...length / 2).map { sin(turn * Double($0)) } : []
  }

  /// The spectrum of complex samples.
  ///
  /// - Precondition: There are `length` of them.
  public func forward(_ samples: ComplexVector) -> ComplexVector {
    var result = samples
    whole.apply(&result.real, &result.imaginary)
    return result
  }

  /// The complex samples of a spectrum; undoes `forward`.
  ///
  /// - Precondition: There are `length` bins.
  public func inverse(_ spectrum: ComplexVector) -> ComplexVector {
    // With real and imaginary parts exchanged on both sides, the exponent changes its sign.
    var result = spectrum
    whole.apply(&result.imaginary, &result.real)
    result.scale(by: 1 / Double(length))
    return result
  }

  /// The spectrum of real samples from bin 0 to bin n / 2 (NumPy's `rfft`).
  ///
  /// - Precondition: There are `length` samples.
  public func forwardReal(_ samples: [Double]) -> ComplexVector {
    precondition(
      samples.count == length, "forwardReal: \(samples.count) samples for length \(length)")
    guard let half else {
      let full = forward(ComplexVector(real: samples))
      return ComplexVector(
        real: Array(full.real[..<halfCount]), imaginary: Array(full.imaginary[..<halfCount]))
    }
    let count = length / 2
    var a = (0..<count).map { samples[2 * $0] }
    var b = (0..<count).map { samples[2 * $0 + 1] }
    half.apply(&a, &b)
    var result = ComplexVector(real: Array(repeating: 0, count: halfCount))
    for k in 0...count {
      let (here, mirror) = (k % count, (count - k) % count)
      let (evenReal, evenImaginary) = ((a[here] + a[mirror]) / 2, (b[here] - b[mirror]) / 2)
      let (oddReal, oddImaginary) = ((b[here] + b[mirror]) / 2, (a[mirror] - a[here]) / 2)
      result.real[k] = evenReal + oddReal * cosines[k] + oddImaginary * sines[k]
      result.imaginary[k] = evenImaginary + oddImaginary * cosines[k] - oddReal * sines[k]
    }
    return result
  }

  /// The real samples of a spectrum from bin 0 to bin n / 2; undoes `forwardReal`.
  ///
  /// The imaginary parts of bin 0 and, for even lengths, of the last bin have no meaning and are
  /// taken as zero (NumPy's `irfft`).
  ///
  /// - Precondition: There are `halfCount` bins.
  public func inverseReal(_ spectrum: ComplexVector) -> [Double] {
    precondition(
      spectrum.count == halfCount, "inverseReal: \(spectrum.count) bins for length \(length)")
    guard let half else {
      var full = ComplexVector(real: Array(repeating: 0, count: length))
      full.real[0] = spectrum.real[0]
      for k in 1..<halfCount {
        full.real[k] = spectrum.real[k]
        full.imaginary[k] = spectrum.imaginary[k]
        full.real[length - k] = spectrum.real[k]
        full.imaginary[length - k] = -spectrum.imaginary[k]
      }
      return inverse(full).real
    }
    let count = length / 2
    var given = spectrum
    given.imaginary[0] = 0
    given.imaginary[count] = 0
    var a = [Double](repeating: 0, count: count)
    var b = a
    for k in 0..<count {
      let mirror = count - k
      let evenReal = given.real[k] + given.real[mirror]
      let evenImaginary = given.imaginary[k] - given.imaginary[mirror]
      let gapReal = given.real[k] - given.real[mirror]
      let gapImaginary = given.imaginary[k] + given.imaginary[mirror]
      let oddReal = gapReal * cosines[k] - gapImaginary * sines[k]
      let oddImaginary = gapReal * sines[k] + gapImaginary * cosines[k]
      a[k] = evenReal - oddImaginary
      b[k] = evenImaginary + oddReal
    }
    half.apply(&b, &a)
    let scale = 1 / Double(length)
    return (0..<length).map { $0 % 2 == 0 ? a[$0 / 2] * scale : b[$0 / 2] * scale }
  }

  /// The frequencies of the bins of a real signal's spectrum, in hertz.
  public func frequenciesHz(sampleRateHz: Double) -> [Double] {
    (0..<halfCount).map { Double($0) * sampleRateHz / Double(length) }
  }
}
