/// A smoother that fits a polynomial to the neighbourhood of each sample.
///
/// Peaks keep their height and width better than under a moving mean, and derivatives come with it.
/// The ends take the polynomial of the first and the last full neighbourhood, as in SciPy's
/// `savgol_filter`. Reference: A. Savitzky and M. Golay 1964, doi:10.1021/ac60214a047.
public struct SavitzkyGolay: Hashable, Sendable {
  /// The number of samples in a neighbourhood, odd.
  public let windowLength: Int
  /// The degree of the polynomial.
  public let degree: Int
  /// Which derivative is taken; 0 smooths.
  public let derivative: Int
  /// For each place in the neighbourhood, the weights that evaluate the polynomial there.
  private let weights: [[Double]]

  /// Prepares a smoother.
  ///
  /// - Parameters:
  ///   - windowLength: The number of samples in a neighbourhood, odd.
  ///   - degree: The degree of the polynomial, below the window's length.
  ///   - derivative: Which derivative is taken.
  /// - Throws: `SignalError.invalidParameter` for an even or too short window or a negative
  ///   derivative.
  public init(windowLength: Int, degree: Int, derivative: Int = 0) throws(SignalError) {
    guard windowLength % 2 == 1, (1...9999).contains(windowLength) else {
      throw .invalidParameter(
        operation: "Savitzky-Golay filter", expected: "an odd window of 1 to 9999 samples",
        found: "\(windowLength)")
    }
    guard degree >= 0, degree < windowLength, degree <= 20 else {
      throw .invalidParameter(
        operation: "Savitzky-Golay filter",
        expected: "a degree from 0 to \(min(20, windowLength - 1))", found: "\(degree)")
    }
    guard derivative >= 0 else {
      throw .invalidParameter(
        operation: "Savitzky-Golay filter", expected: "a derivative of at least 0",
        found: "\(derivative)")
    }
    self.windowLength = windowLength
    self.degree = degree
    self.derivative = derivative
    let half = windowLength / 2
    let basis = (-half...half).map {
      SavitzkyGolay.polynomials(
        at: Double($0), count: windowLength, degree: degree, derivative: 0)
    }
    let norms = (0...degree).map { k in basis.reduce(0) { $0 + $1[k] * $1[k] } }
    weights = (-half...half).map { place in
      let wanted = SavitzkyGolay.polynomials(
        at: Double(place), count: windowLength, degree: degree, derivative: derivative)
      return basis.map { values in
        (0...degree).reduce(0) { $0 + values[$1] * wanted[$1] / norms[$1] }
      }
    }
  }

  /// The smoothed samples, or their derivative.
  ///
  /// - Parameters:
  ///   - signal: The samples, without gaps.
  ///   - spacing: The step between two samples, which derivatives are divided by.
  /// - Returns: As many values.
  /// - Throws: `SignalError.tooShort` for fewer samples than the window has.
  public func filtered(_ signal: [Double], spacing: Double = 1) throws(SignalError) -> [Double] {
    guard signal.count >= windowLength else {
      throw .tooShort(
        operation: "Savitzky-Golay filter", needed: windowLength, found: signal.count)
    }
    let half = windowLength / 2
    var scale = 1.0
    for _ in 0..<derivative { scale /= spacing }
    return signal.indices.map { index in
      let first = min(max(index - half, 0), signal.count - windowLength)
      let row = weights[index - first]
      var sum = 0.0
      for offset in row.indices { sum += row[offset] * signal[first + offset] }
      return sum * scale
    }
  }

  /// The monic polynomials that are orthogonal over evenly spaced places around zero (Gram 1883),
  /// or their derivatives, by the recurrence P(k+1) = x P(k) - b(k) P(k-1).
  private static func polynomials(
    at x: Double, count: Int, degree: Int, derivative: Int
  ) -> [Double] {
    var previous = [Double](repeating: 0, count: derivative + 1)
    var current = previous
    current[0] = 1
    var values = [current[derivative]]
    for k in 0..<degree {
      let square = Double(k * k)
      let length = Double(count) * Double(count)
      let weight = k == 0 ? 0 : square * (length - square) / (4 * (4 * square - 1))
      var next = current
      for d in 0...derivative {
        let inner = d == 0 ? 0 : Double(d) * current[d - 1]
        next[d] = x * current[d] + inner - weight * previous[d]
      }
      (previous, current) = (current, next)
      values.append(current[derivative])
    }
    return values
  }
}
