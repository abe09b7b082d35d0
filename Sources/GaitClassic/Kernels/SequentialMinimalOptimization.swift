/// Solves the quadratic programme of support vector machines, two variables at a time.
///
/// Minimises `a' Q a / 2 + p' a` for `0 <= a_i <= limits_i` and constant `y' a`, from a = 0, with
/// the second-order choice of Fan, Chen and Lin (JMLR 6:1889-1918, 2005).
struct SequentialMinimalOptimization {
  let linear: [Double]
  let signs: [Double]
  let limits: [Double]
  let diagonal: [Double]
  let tolerance: Double

  /// Row `i` of Q.
  let row: (Int) -> [Double]

  /// Rows kept at once; the oldest goes first.
  let cacheCapacity: Int

  private var cache: [Int: [Double]] = [:]
  private var cacheOrder: [Int] = []

  init(
    linear: [Double], signs: [Double], limits: [Double], diagonal: [Double], tolerance: Double,
    cacheCapacity: Int, row: @escaping (Int) -> [Double]
  ) {
    self.linear = linear
    self.signs = signs
    self.limits = limits
    self.diagonal = diagonal
    self.tolerance = tolerance
    self.cacheCapacity = cacheCapacity
    self.row = row
  }

  /// The solution and the offset rho of the decision function.
  struct Solution {
    let alphas: [Double]
    let offset: Double
    let isConverged: Bool
  }

  mutating func solve(maximumIterations: Int) -> Solution {
    var alphas = Array(repeating: 0.0, count: linear.count)
    var gradient = linear
    var isConverged = false
    for _ in 0..<maximumIterations {
      guard let (i, j) = workingPair(alphas, gradient) else {
        isConverged = true
        break
      }
      let (rowI, rowJ) = (cached(i), cached(j))
      let (oldI, oldJ) = (alphas[i], alphas[j])
      (alphas[i], alphas[j]) = step(i, j, alphas, gradient, rowI[j])
      let (changeI, changeJ) = (alphas[i] - oldI, alphas[j] - oldJ)
      for k in gradient.indices { gradient[k] += rowI[k] * changeI + rowJ[k] * changeJ }
    }
    return Solution(
      alphas: alphas, offset: offset(alphas, gradient), isConverged: isConverged)
  }

  private mutating func cached(_ i: Int) -> [Double] {
    if let known = cache[i] { return known }
    if cacheOrder.count >= cacheCapacity { cache[cacheOrder.removeFirst()] = nil }
    let fresh = row(i)
    cache[i] = fresh
    cacheOrder.append(i)
    return fresh
  }

  private func mayRise(_ k: Int, _ alphas: [Double]) -> Bool {
    signs[k] > 0 ? alphas[k] < limits[k] : alphas[k] > 0
  }

  private func mayFall(_ k: Int, _ alphas: [Double]) -> Bool {
    signs[k] > 0 ? alphas[k] > 0 : alphas[k] < limits[k]
  }

  /// The most violating variable and the one that lowers the objective most with it; `nil` once
  /// all conditions hold within the tolerance.
  private mutating func workingPair(_ alphas: [Double], _ gradient: [Double]) -> (Int, Int)? {
    var (highest, i) = (-Double.infinity, -1)
    for k in gradient.indices where mayRise(k, alphas) {
      let violation = -signs[k] * gradient[k]
      if violation > highest { (highest, i) = (violation, k) }
    }
    guard i >= 0 else { return nil }
    let rowI = cached(i)
    var (lowest, best, j) = (Double.infinity, Double.infinity, -1)
    for k in gradient.indices where mayFall(k, alphas) {
      let violation = -signs[k] * gradient[k]
      lowest = min(lowest, violation)
      let difference = highest - violation
      guard difference > 0 else { continue }
      let curvature = diagonal[i] + diagonal[k] - 2 * signs[i] * signs[k] * rowI[k]
      let gain = -difference * difference / max(curvature, 1e-12)
      if gain < best { (best, j) = (gain, k) }
    }
    return highest - lowest < tolerance || j < 0 ? nil : (i, j)
  }

  /// The values of a pair that minimise the objective within their box.
  private func step(
    _ i: Int, _ j: Int, _ alphas: [Double], _ gradient: [Double], _ qij: Double
  ) -> (Double, Double) {
    var (a, b) = (alphas[i], alphas[j])
    if signs[i] != signs[j] {
      let curvature = max(diagonal[i] + diagonal[j] + 2 * qij, 1e-12)
      let delta = (-gradient[i] - gradient[j]) / curvature
      let difference = a - b
      a += delta
      b += delta
      if difference > 0, b < 0 { (a, b) = (difference, 0) }
      if difference <= 0, a < 0 { (a, b) = (0, -difference) }
      if difference > limits[i] - limits[j], a > limits[i] {
        (a, b) = (limits[i], limits[i] - difference)
      } else if difference <= limits[i] - limits[j], b > limits[j] {
        (a, b) = (limits[j] + difference, limits[j])
      }
    } else {
      let curvature = max(diagonal[i] + diagonal[j] - 2 * qij, 1e-12)
      let delta = (gradient[i] - gradient[j]) / curvature
      let sum = a + b
      a -= delta
      b += delta
      if sum > limits[i], a > limits[i] { (a, b) = (limits[i], sum - limits[i]) }
      if sum <= limits[i], b < 0 { (a, b) = (sum, 0) }
      if sum > limits[j], b > limits[j] { (a, b) = (sum - limits[j], limits[j]) }
      if sum <= limits[j], a < 0 { (a, b) = (0, sum) }
    }
    return (a, b)
  }

  /// The mean of the conditions that hold with equality, or the middle of the others' range.
  private func offset(_ alphas: [Double], _ gradient: [Double]) -> Double {
    var (upper, lower, sum, free) = (Double.infinity, -Double.infinity, 0.0, 0.0)
    for k in alphas.indices {
      let value = signs[k] * gradient[k]
      if alphas[k] > 0, alphas[k] < limits[k] {
        free += 1
        sum += value
      } else if mayRise(k, alphas) {
        upper = min(upper, value)
      } else {
        lower = max(lower, value)
      }
    }
    return free > 0 ? sum / free : (upper + lower) / 2
  }
}
