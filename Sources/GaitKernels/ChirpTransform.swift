import Foundation

/// Bluestein's transform of any length: a convolution with a chirp, computed at a power of two.
///
/// Reference: L. Bluestein, "A linear filtering approach to the computation of discrete Fourier
/// transform", 1970, doi:10.1109/TAU.1970.1162132.
final class ChirpTransform: Sendable {
  private let length: Int
  private let inner: ComplexTransform
  /// exp(-i pi t^2 / n), and the transform of its conjugate laid around zero.
  private let chirpReal, chirpImaginary, filterReal, filterImaginary: [Double]

  init(length: Int) {
    self.length = length
    var size = 1
    while size < 2 * length - 1 { size *= 2 }
    inner = ComplexTransform(length: size)
    // t^2 modulo 2n keeps the angle exact for long sequences.
    let angles = (0..<length).map { Double.pi * Double($0 * $0 % (2 * length)) / Double(length) }
    chirpReal = angles.map { cos($0) }
    chirpImaginary = angles.map { -sin($0) }
    var real = [Double](repeating: 0, count: size)
    var imaginary = real
    for t in 0..<length {
      for place in Set([t, (size - t) % size]) {
        real[place] = chirpReal[t]
        imaginary[place] = -chirpImaginary[t]
      }
    }
    inner.apply(&real, &imaginary)
    (filterReal, filterImaginary) = (real, imaginary)
  }

  func apply(_ real: inout [Double], _ imaginary: inout [Double]) {
    var a = [Double](repeating: 0, count: inner.length)
    var b = a
    for t in 0..<length {
      a[t] = real[t] * chirpReal[t] - imaginary[t] * chirpImaginary[t]
      b[t] = real[t] * chirpImaginary[t] + imaginary[t] * chirpReal[t]
    }
    inner.apply(&a, &b)
    // The product with the filter, conjugated so that a second transform is the inverse.
    for k in a.indices {
      let product = a[k] * filterReal[k] - b[k] * filterImaginary[k]
      b[k] = -(a[k] * filterImaginary[k] + b[k] * filterReal[k])
      a[k] = product
    }
    inner.apply(&a, &b)
    let scale = 1 / Double(inner.length)
    for k in 0..<length {
      let (re, im) = (a[k] * scale, -b[k] * scale)
      real[k] = re * chirpReal[k] - im * chirpImaginary[k]
      imaginary[k] = re * chirpImaginary[k] + im * chirpReal[k]
    }
  }
}
