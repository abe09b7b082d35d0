import Foundation

/// Points and weights that integrate polynomials over 0...1 exactly, up to degree `2 count - 1`.
///
/// Reference: Golub, Welsch 1969, doi:10.1090/S0025-5718-69-99647-1; the roots of the Legendre
/// polynomial are found by Newton's method.
struct GaussLegendreRule {
  /// Increasing, between 0 and 1.
  let points: [Double]
  /// They sum to 1.
  let weights: [Double]

  init(count: Int) {
    var points: [Double] = []
    var weights: [Double] = []
    for index in (1...count).reversed() {
      var x = cos(Double.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (previous, value) = (1.0, x)
        for degree in stride(from: 2, through: count, by: 1) {
          let n = Double(degree)
          (previous, value) = (value, ((2 * n - 1) * x * value - (n - 1) * previous) / n)
        }
        slope = Double(count) * (x * value - previous) / (x * x - 1)
        let move = value / slope
        x -= move
        if abs(move) < 1e-15 { break }
      }
      points.append((1 + x) / 2)
      weights.append(1 / ((1 - x * x) * slope * slope))
    }
    self.points = points
    self.weights = weights
  }
}
