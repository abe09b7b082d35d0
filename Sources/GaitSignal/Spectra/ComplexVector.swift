/// Complex numbers as two lists, the real parts and the imaginary parts.
public struct ComplexVector: Hashable, Sendable, Codable {
  /// The real parts.
  public var real: [Double]
  /// The imaginary parts, as many.
  public var imaginary: [Double]

  /// Creates a vector.
  ///
  /// - Parameters:
  ///   - real: The real parts.
  ///   - imaginary: The imaginary parts; zeros if nil.
  /// - Precondition: Both lists have the same length.
  public init(real: [Double], imaginary: [Double]? = nil) {
    let other = imaginary ?? Array(repeating: 0, count: real.count)
    precondition(
      real.count == other.count,
      "ComplexVector: \(real.count) real parts, \(other.count) imaginary parts")
    self.real = real
    self.imaginary = other
  }

  /// The number of complex numbers.
  public var count: Int { real.count }

  /// The square of the magnitude of each number.
  public var power: [Double] { zip(real, imaginary).map { $0 * $0 + $1 * $1 } }

  /// The magnitude of each number.
  public var magnitude: [Double] { power.map { $0.squareRoot() } }

  mutating func scale(by factor: Double) {
    for index in real.indices {
      real[index] *= factor
      imaginary[index] *= factor
    }
  }
}
