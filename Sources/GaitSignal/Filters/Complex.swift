import Foundation

/// A complex number in double precision, as far as filter design needs one.
struct Complex: Hashable {
  var real: Double
  var imaginary: Double

  init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  var magnitude: Double { hypot(real, imaginary) }
  var conjugate: Complex { Complex(real, -imaginary) }
  var isReal: Bool { imaginary == 0 }

  /// The square root in the right half plane (Kahan 1987, without its care for infinities).
  var squareRoot: Complex {
    if real == 0, imaginary == 0 { return Complex(0) }
    let size = ((magnitude + abs(real)) / 2).squareRoot()
    if real >= 0 { return Complex(size, imaginary / (2 * size)) }
    return Complex(abs(imaginary) / (2 * size), imaginary < 0 ? -size : size)
  }

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }

  static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }

  static func * (a: Complex, b: Complex) -> Complex {
    let real = a.real * b.real - a.imaginary * b.imaginary
    let imaginary = a.real * b.imaginary + a.imaginary * b.real
    return Complex(real, imaginary)
  }

  static func * (a: Complex, b: Double) -> Complex { Complex(a.real * b, a.imaginary * b) }

  static func / (a: Complex, b: Complex) -> Complex {
    let scale = b.real * b.real + b.imaginary * b.imaginary
    let product = a * b.conjugate
    return Complex(product.real / scale, product.imaginary / scale)
  }
}
