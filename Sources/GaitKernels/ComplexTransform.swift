import Foundation

/// The complex Fourier transform of one length in double, exponent -i, in place.
struct ComplexTransform: Sendable {
  let length: Int
  /// The power of two that the butterflies run on.
  private let size: Int
  private let cosines, sines: [Double]
  /// Bluestein's chirp exp(-i pi t^2 / n) and the transform of its conjugate; empty for powers of two.
  private let chirpReal, chirpImaginary, filterReal, filterImaginary: [Double]

  init(length: Int) {
    self.length = length
    let isPower = length & (length - 1) == 0
    var size = 1
    while size < (isPower ? length : 2 * length - 1) { size *= 2 }
    self.size = size
    let angle = 2 * Double.pi / Double(size)
    let cosines = (0..<max(1, size / 2)).map { cos(angle * Double($0)) }
    let sines = (0..<max(1, size / 2)).map { -sin(angle * Double($0)) }
    self.cosines = cosines
    self.sines = sines
    guard !isPower else {
      (chirpReal, chirpImaginary, filterReal, filterImaginary) = ([], [], [], [])
      return
    }
    // t^2 modulo 2n keeps the angle exact for long sequences.
    let angles = (0..<length).map { Double.pi * Double($0 * $0 % (2 * length)) / Double(length) }
    let chirpReal = angles.map { cos($0) }
    let chirpImaginary = angles.map { -sin($0) }
    var real = [Double](repeating: 0, count: size)
    var imaginary = real
    for t in 0..<length {
      for place in Set([t, (size - t) % size]) {
        real[place] = chirpReal[t]
        imaginary[place] = -chirpImaginary[t]
      }
    }
    Self.butterflies(&real, &imaginary, cosines, sines)
    self.chirpReal = chirpReal
    self.chirpImaginary = chirpImaginary
    (filterReal, filterImaginary) = (real, imaginary)
  }

  func apply(_ real: inout [Double], _ imaginary: inout [Double]) {
    guard !chirpReal.isEmpty else {
      Self.butterflies(&real, &imaginary, cosines, sines)
      return
    }
    var a = [Double](repeating: 0, count: size)
    var b = a
    for t in 0..<length {
      a[t] = real[t] * chirpReal[t] - imaginary[t] * chirpImaginary[t]
      b[t] = real[t] * chirpImaginary[t] + imaginary[t] * chirpReal[t]
    }
    Self.butterflies(&a, &b, cosines, sines)
    // The product with the filter, conjugated so that a second transform is the inverse.
    for k in 0..<size {
      let product = a[k] * filterReal[k] - b[k] * filterImaginary[k]
      b[k] = -(a[k] * filterImaginary[k] + b[k] * filterReal[k])
      a[k] = product
    }
    Self.butterflies(&a, &b, cosines, sines)
    let scale = 1 / Double(size)
    for k in 0..<length {
      let (re, im) = (a[k] * scale, -b[k] * scale)
      real[k] = re * chirpReal[k] - im * chirpImaginary[k]
      imaginary[k] = re * chirpImaginary[k] + im * chirpReal[k]
    }
  }

  /// Cooley and Tukey's transform of a power of two, doi:10.1090/S0025-5718-1965-0178586-1.
  private static func butterflies(
    _ real: inout [Double], _ imaginary: inout [Double], _ cosines: [Double], _ sines: [Double]
  ) {
    let size = real.count
    var reversed = 0
    for index in 1..<max(1, size) {
      var bit = size >> 1
      while reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
    }
    var half = 1
    while half < size {
      let step = size / (2 * half)
      for start in stride(from: 0, to: size, by: 2 * half) {
        for offset in 0..<half {
          let (c, s) = (cosines[offset * step], sines[offset * step])
          let (low, high) = (start + offset, start + offset + half)
          let re = real[high] * c - imaginary[high] * s
          let im = real[high] * s + imaginary[high] * c
          real[high] = real[low] - re
          imaginary[high] = imaginary[low] - im
          real[low] += re
          imaginary[low] += im
        }
      }
      half *= 2
    }
  }
}
