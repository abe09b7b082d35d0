import Foundation

/// The complex Fourier transform of one length in double, exponent -i, in place.
///
/// Lengths whose prime factors are small run Stockham's self-sorting passes of radix 4, 2, 3, 5 and
/// other primes up to 31 (Cochran et al. 1967, doi:10.1109/TAU.1967.1161899); other lengths take
/// Bluestein's detour. The cost is that of n log n operations for every length.
package struct ComplexTransform: Sendable {
  /// One pass: the radix, the length before it, and the turns behind it.
  struct Pass: Sendable {
    let radix: Int
    let length: Int
    /// exp(-2 pi i p k / length) for p in 0..<length / radix and k in 1..<radix.
    let cosines: [Double]
    let sines: [Double]
    /// exp(-2 pi i t / radix), only for radices without a pass of their own.
    let rootCosines: [Double]
    let rootSines: [Double]
  }

  /// The greatest prime that is worth a pass of its own.
  static let greatestRadix = 31

  /// The number of values.
  package let length: Int
  private let passes: [Pass]
  private let chirp: ChirpTransform?

  /// A transform of a positive number of values.
  package init(length: Int) {
    precondition(length > 0, "ComplexTransform: length \(length)")
    self.length = length
    let radices = ComplexTransform.radices(of: length)
    guard radices.allSatisfy({ $0 <= ComplexTransform.greatestRadix }) else {
      passes = []
      chirp = ChirpTransform(length: length)
      return
    }
    chirp = nil
    var remaining = length
    passes = radices.map { radix in
      defer { remaining /= radix }
      return Pass(radix: radix, length: remaining)
    }
  }

  /// Replaces values by their transform.
  package func apply(_ real: inout [Double], _ imaginary: inout [Double]) {
    precondition(
      real.count == length && imaginary.count == length,
      "ComplexTransform: \(real.count) and \(imaginary.count) values for length \(length)")
    if let chirp { return chirp.apply(&real, &imaginary) }
    guard length > 1 else { return }
    var spareReal = [Double](repeating: 0, count: length)
    var spareImaginary = spareReal
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        spareReal.withUnsafeMutableBufferPointer { spareReal in
          spareImaginary.withUnsafeMutableBufferPointer { spareImaginary in
            guard let a = real.baseAddress, let b = imaginary.baseAddress,
              let c = spareReal.baseAddress, let d = spareImaginary.baseAddress
            else { return }
            run(SplitValues(real: a, imaginary: b), SplitValues(real: c, imaginary: d))
          }
        }
      }
    }
  }

  private func run(_ values: SplitValues, _ spare: SplitValues) {
    var (source, target) = (values, spare)
    var stride = 1
    for pass in passes {
      pass.run(from: source, to: target, stride: stride)
      stride *= pass.radix
      swap(&source, &target)
    }
    if source.real != values.real {
      values.real.update(from: source.real, count: length)
      values.imaginary.update(from: source.imaginary, count: length)
    }
  }

  /// Fours, then the remaining primes from small to large.
  private static func radices(of length: Int) -> [Int] {
    var rest = length
    var radices: [Int] = []
    while rest % 4 == 0 {
      radices.append(4)
      rest /= 4
    }
    var prime = 2
    while prime * prime <= rest {
      while rest % prime == 0 {
        radices.append(prime)
        rest /= prime
      }
      prime += 1
    }
    if rest > 1 { radices.append(rest) }
    return radices
  }
}

/// Complex values as two lists in memory.
struct SplitValues {
  let real: UnsafeMutablePointer<Double>
  let imaginary: UnsafeMutablePointer<Double>
}
