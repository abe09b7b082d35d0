import Foundation

/// The discrete Fourier transform of real sequences of one length, any length.
///
/// Spectra hold the bins 0...length/2: first all real parts, then all imaginary parts. Short lengths
/// are one dense product with the matrix of sines and cosines; long ones run Cooley and Tukey's
/// algorithm in double, by Bluestein's detour where the length is no power of two (Bluestein 1970,
/// doi:10.1109/TAU.1970.1162132).
package struct FourierTransform: Sendable {
  package let length: Int
  /// The bins of a half spectrum.
  package var bins: Int { length / 2 + 1 }

  static let longestDense = 256

  /// A transform of sequences of a positive length.
  package init(length: Int) {
    self.length = length
  }

  /// `re[k] = scale w[k] sum x[t] cos(2 pi k t / n)`, `im[k] = -scale w[k] sum x[t] sin(…)`, by row.
  ///
  /// - Parameters:
  ///   - x: [rows, length].
  ///   - rows: The number of sequences.
  ///   - scale: Multiplies every bin.
  ///   - isDoubled: Whether w is 2 for bins that stand for two of the full spectrum; else it is 1.
  /// - Returns: [rows, 2 bins].
  package func analyse(_ x: Buffer, rows: Int, scale: Float, isDoubled: Bool) -> Buffer {
    let y = Buffer(uninitialized: rows * 2 * bins)
    if length <= Self.longestDense {
      let matrix = matrix(scale: scale, isDoubled: isDoubled)
      Kernels.multiply(
        MatrixView(x, rowStride: length), MatrixView(matrix, rowStride: length, transposed: true),
        into: MatrixView(y, rowStride: 2 * bins), rows: rows, columns: 2 * bins, inner: length)
      return y
    }
    let transform = ComplexTransform(length: length)
    Parallel.forEachRange(of: rows, size: rowsPerPiece) { range in
      for row in range {
        var real = [Double](repeating: 0, count: length)
        var imaginary = real
        for time in 0..<length { real[time] = Double(x.base[row * length + time]) }
        transform.apply(&real, &imaginary)
        let target = y.base + row * 2 * bins
        for bin in 0..<bins {
          let factor = Double(scale) * weight(bin, isDoubled)
          target[bin] = Float(factor * real[bin])
          target[bins + bin] = Float(factor * imaginary[bin])
        }
      }
    }
    return y
  }

  /// `x[t] = scale sum w[k] (re[k] cos(2 pi k t / n) - im[k] sin(…))`: the transpose of `analyse`.
  package func synthesise(_ spectrum: Buffer, rows: Int, scale: Float, isDoubled: Bool) -> Buffer {
    let x = Buffer(uninitialized: rows * length)
    if length <= Self.longestDense {
      let matrix = matrix(scale: scale, isDoubled: isDoubled)
      Kernels.multiply(
        MatrixView(spectrum, rowStride: 2 * bins), MatrixView(matrix, rowStride: length),
        into: MatrixView(x, rowStride: length), rows: rows, columns: length, inner: 2 * bins)
      return x
    }
    let transform = ComplexTransform(length: length)
    Parallel.forEachRange(of: rows, size: rowsPerPiece) { range in
      for row in range {
        // The sum with exponent +i is the conjugate of the transform of the conjugate.
        var real = [Double](repeating: 0, count: length)
        var imaginary = real
        let source = spectrum.base + row * 2 * bins
        for bin in 0..<bins {
          real[bin] = weight(bin, isDoubled) * Double(source[bin])
          imaginary[bin] = -weight(bin, isDoubled) * Double(source[bins + bin])
        }
        transform.apply(&real, &imaginary)
        for time in 0..<length { x.base[row * length + time] = Float(Double(scale) * real[time]) }
      }
    }
    return x
  }

  private var rowsPerPiece: Int { max(1, 4096 / length) }

  private func weight(_ bin: Int, _ isDoubled: Bool) -> Double {
    isDoubled && bin > 0 && 2 * bin < length ? 2 : 1
  }

  /// Rows of cosines, then rows of negative sines [2 bins, length].
  private func matrix(scale: Float, isDoubled: Bool) -> Buffer {
    let angle = 2 * Double.pi / Double(length)
    let cosines = (0..<length).map { cos(angle * Double($0)) }
    let sines = (0..<length).map { sin(angle * Double($0)) }
    let matrix = Buffer(uninitialized: 2 * bins * length)
    for bin in 0..<bins {
      let factor = Double(scale) * weight(bin, isDoubled)
      var turn = 0
      for time in 0..<length {
        matrix.base[bin * length + time] = Float(factor * cosines[turn])
        matrix.base[(bins + bin) * length + time] = Float(-factor * sines[turn])
        turn += bin
        if turn >= length { turn -= length }
      }
    }
    return matrix
  }
}
