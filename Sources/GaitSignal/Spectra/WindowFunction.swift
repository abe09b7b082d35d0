import Foundation

/// A weight over a stretch of samples that lets it fade in and out.
///
/// The values equal those of SciPy's `signal.windows`.
public enum WindowFunction: Hashable, Sendable, Codable {
  /// One everywhere.
  case rectangular
  /// A raised cosine that reaches zero (von Hann).
  case hann
  /// A raised cosine on a pedestal, 0.54 - 0.46 cos (Hamming).
  case hamming
  /// Three cosine terms, 0.42 - 0.5 cos + 0.08 cos (Blackman).
  case blackman
  /// Nearly the greatest share of energy in the main lobe (Kaiser 1974); `beta` trades width for
  /// side lobes.
  case kaiser(beta: Double)
  /// Flat in the middle, a raised cosine over the share `taper` of the length (Tukey 1967).
  case tukey(taper: Double)

  /// Where a window ends.
  public enum Symmetry: String, Hashable, Sendable, Codable {
    /// Its last sample precedes the one that equals its first: for spectra.
    case periodic
    /// Its last sample equals its first: for filter design.
    case symmetric
  }

  /// The weights.
  ///
  /// - Parameters:
  ///   - count: Their number.
  ///   - symmetry: Where the window ends.
  /// - Returns: `count` weights; a single one is 1.
  /// - Throws: `SignalError.invalidParameter` for a count below one, a taper outside of 0...1 or a
  ///   beta that is negative or not finite.
  public func weights(
    count: Int, _ symmetry: Symmetry = .periodic
  ) throws(SignalError) -> [Double] {
    guard count > 0 else {
      throw .invalidParameter(
        operation: "window", expected: "at least one weight", found: "\(count)")
    }
    if case .tukey(let taper) = self, !(0...1).contains(taper) {
      throw .invalidParameter(
        operation: "Tukey window", expected: "a taper from 0 to 1", found: "\(taper)")
    }
    if case .kaiser(let beta) = self, !(0...700).contains(beta) {
      throw .invalidParameter(
        operation: "Kaiser window", expected: "a beta from 0 to 700", found: "\(beta)")
    }
    guard count > 1 else { return [1] }
    let last = Double(symmetry == .periodic ? count : count - 1)
    return (0..<count).map { weight(Double($0), last: last) }
  }

  private func weight(_ place: Double, last: Double) -> Double {
    let angle = 2 * Double.pi * place / last
    switch self {
    case .rectangular: return 1
    case .hann: return 0.5 - 0.5 * cos(angle)
    case .hamming: return 0.54 - 0.46 * cos(angle)
    case .blackman: return 0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle)
    case .kaiser(let beta):
      let relative = 2 * place / last - 1
      let root = max(0, 1 - relative * relative).squareRoot()
      return besselI0(beta * root) / besselI0(beta)
    case .tukey(let taper):
      guard taper > 0 else { return 1 }
      // A taper of one is the raised cosine itself, and an edge is counted from the nearer end.
      let edge = min(place, last - place) / (taper * last / 2)
      return edge < 1 ? 0.5 * (1 - cos(.pi * edge)) : 1
    }
  }
}

/// The modified Bessel function of the first kind and order zero, by its power series.
func besselI0(_ x: Double) -> Double {
  let square = x * x / 4
  var term = 1.0
  var sum = 1.0
  var index = 1.0
  while term > 1e-17 * sum {
    term *= square / (index * index)
    sum += term
    index += 1
  }
  return sum
}
