/// A curve of cubic pieces through points, twice continuously differentiable.
///
/// With not-a-knot ends it is SciPy's `CubicSpline`: the first two pieces are one cubic, and so are
/// the last two. With two points it is a line, with three a parabola (de Boor 1978, "A Practical
/// Guide to Splines", chapter IV).
public struct CubicSpline: Hashable, Sendable {
  /// What is asked of the curve at its ends.
  public enum Ends: String, Hashable, Sendable, Codable {
    /// The third derivative is continuous at the second and the last but one point.
    case notAKnot
    /// The second derivative is zero at both ends.
    case natural
  }

  /// The places of the points, increasing.
  public let places: [Double]
  /// The values there.
  public let values: [Double]
  /// The slopes there.
  public let slopes: [Double]

  /// A curve through points.
  ///
  /// - Parameters:
  ///   - values: What the curve passes through.
  ///   - places: Where, increasing.
  ///   - ends: What is asked of it at its ends.
  /// - Throws: `SignalError` for fewer than two points, different counts, a value that is not finite
  ///   or places that do not increase.
  public init(
    _ values: [Double], at places: [Double], ends: Ends = .notAKnot
  ) throws(SignalError) {
    let operation = "cubic spline"
    guard values.count == places.count else {
      throw .differentLengths(operation: operation, expected: places.count, found: values.count)
    }
    guard places.count > 1 else {
      throw .tooShort(operation: operation, needed: 2, found: places.count)
    }
    for index in places.indices {
      guard values[index].isFinite, places[index].isFinite else {
        throw .invalidParameter(
          operation: operation, expected: "finite points",
          found: "(\(places[index]), \(values[index])) at index \(index)")
      }
      guard index == 0 || places[index] > places[index - 1] else {
        throw .invalidParameter(
          operation: operation, expected: "a place above \(places[index - 1])",
          found: "\(places[index]) at index \(index)")
      }
    }
    self.places = places
    self.values = values
    slopes = CubicSpline.slopes(values, places, ends)
  }

  /// The curve at a place; NaN outside of the points.
  public func callAsFunction(_ place: Double) -> Double {
    guard let first = places.first, let last = places.last, place >= first, place <= last else {
      return .nan
    }
    var low = 0
    var high = places.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle } else { high = middle }
    }
    let width = places[high] - places[low]
    let rise = (values[high] - values[low]) / width
    let step = place - places[low]
    let cubic = (slopes[low] + slopes[high] - 2 * rise) / (width * width)
    let square = (rise - slopes[low]) / width - cubic * width
    return values[low] + step * (slopes[low] + step * (square + step * cubic))
  }

  private static func slopes(_ y: [Double], _ x: [Double], _ ends: Ends) -> [Double] {
    let n = x.count
    let width = (0..<n - 1).map { x[$0 + 1] - x[$0] }
    let rise = (0..<n - 1).map { (y[$0 + 1] - y[$0]) / width[$0] }
    if n == 2, ends == .notAKnot { return [rise[0], rise[0]] }
    if n == 3, ends == .notAKnot {
      let bend = (rise[1] - rise[0]) / (x[2] - x[0])
      return [
        rise[0] - bend * width[0], rise[0] + bend * width[0],
        rise[1] + bend * width[1],
      ]
    }
    var system = TridiagonalSystem(count: n)
    for i in 1..<max(1, n - 1) {
      system.lower[i] = width[i]
      system.diagonal[i] = 2 * (width[i - 1] + width[i])
      system.upper[i] = width[i - 1]
      system.right[i] = 3 * (width[i] * rise[i - 1] + width[i - 1] * rise[i])
    }
    let (a, b) = (n - 1, n - 2)
    switch ends {
    case .natural:
      (system.diagonal[0], system.upper[0], system.right[0]) = (2, 1, 3 * rise[0])
      (system.diagonal[a], system.lower[a], system.right[a]) = (2, 1, 3 * rise[b])
    case .notAKnot:
      let first = x[2] - x[0]
      system.diagonal[0] = width[1]
      system.upper[0] = first
      let firstLead = (width[0] + 2 * first) * width[1] * rise[0]
      system.right[0] = (firstLead + width[0] * width[0] * rise[1]) / first
      let last = x[a] - x[a - 2]
      system.diagonal[a] = width[b - 1]
      system.lower[a] = last
      let lastLead = (2 * last + width[b]) * width[b - 1] * rise[b]
      system.right[a] = (width[b] * width[b] * rise[b - 1] + lastLead) / last
    }
    return system.solution()
  }
}

/// Linear equations in which each unknown meets its two neighbours only.
private struct TridiagonalSystem {
  var lower: [Double]
  var diagonal: [Double]
  var upper: [Double]
  var right: [Double]

  init(count: Int) {
    lower = Array(repeating: 0, count: count)
    diagonal = lower
    upper = lower
    right = lower
  }

  /// The unknowns, by elimination downwards and substitution upwards.
  func solution() -> [Double] {
    var diagonal = diagonal
    var right = right
    for i in 1..<max(1, right.count) {
      let factor = lower[i] / diagonal[i - 1]
      diagonal[i] -= factor * upper[i - 1]
      right[i] -= factor * right[i - 1]
    }
    let last = right.count - 1
    right[last] /= diagonal[last]
    for i in stride(from: last - 1, through: 0, by: -1) {
      right[i] = (right[i] - upper[i] * right[i + 1]) / diagonal[i]
    }
    return right
  }
}
