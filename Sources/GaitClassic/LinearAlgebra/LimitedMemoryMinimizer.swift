/// Minimises a smooth function by L-BFGS with a strong Wolfe line search.
///
/// Liu and Nocedal 1989, doi:10.1007/BF01589116; line search of Nocedal and Wright, algorithms
/// 3.5 and 3.6.
struct LimitedMemoryMinimizer {
  var memory = 10
  var gradientTolerance = 1e-8
  var maximumIterations = 1000

  /// The point where the search ended and whether its gradient is below the tolerance.
  func minimize(
    from start: [Double], _ function: ([Double]) -> (value: Double, gradient: [Double])
  ) -> (point: [Double], isConverged: Bool, iterations: Int) {
    var x = start
    var (value, gradient) = function(x)
    var steps: [(s: [Double], y: [Double], rho: Double)] = []
    for iteration in 0..<maximumIterations {
      if largest(gradient) <= gradientTolerance { return (x, true, iteration) }
      let direction = descent(gradient, steps)
      let first = steps.isEmpty ? min(1, 1 / largest(gradient)) : 1
      guard let found = search(x, value, gradient, direction, first, function) else {
        // Rounding noise hides any further decrease; forget the past once, then give up.
        if steps.isEmpty { return (x, largest(gradient) <= 1e-4, iteration) }
        steps = []
        continue
      }
      let s = zip(found.x, x).map { $0 - $1 }
      let y = zip(found.gradient, gradient).map { $0 - $1 }
      let curvature = product(s, y)
      if curvature > 1e-300 {
        steps.append((s, y, 1 / curvature))
        if steps.count > memory { steps.removeFirst() }
      }
      (x, value, gradient) = (found.x, found.value, found.gradient)
    }
    return (x, false, maximumIterations)
  }

  private struct Point {
    let step, value, slope: Double
    let x, gradient: [Double]
  }

  /// The two-loop recursion: an approximate Newton direction.
  private func descent(
    _ gradient: [Double], _ steps: [(s: [Double], y: [Double], rho: Double)]
  ) -> [Double] {
    var q = gradient
    var alphas: [Double] = []
    for step in steps.reversed() {
      let alpha = step.rho * product(step.s, q)
      alphas.append(alpha)
      for i in q.indices { q[i] -= alpha * step.y[i] }
    }
    if let last = steps.last {
      let scale = 1 / (last.rho * product(last.y, last.y))
      for i in q.indices { q[i] *= scale }
    }
    for (step, alpha) in zip(steps, alphas.reversed()) {
      let beta = step.rho * product(step.y, q)
      for i in q.indices { q[i] += (alpha - beta) * step.s[i] }
    }
    return q.map { -$0 }
  }

  /// A step that lowers the function enough and flattens its slope, or `nil`.
  private func search(
    _ x: [Double], _ value: Double, _ gradient: [Double], _ direction: [Double], _ first: Double,
    _ function: ([Double]) -> (value: Double, gradient: [Double])
  ) -> Point? {
    let slope = product(gradient, direction)
    guard slope < 0 else { return nil }
    func point(_ step: Double) -> Point {
      let moved = zip(x, direction).map { $0 + step * $1 }
      let (value, gradient) = function(moved)
      return Point(
        step: step, value: value, slope: product(gradient, direction), x: moved,
        gradient: gradient)
    }
    var low = Point(step: 0, value: value, slope: slope, x: x, gradient: gradient)
    var high: Point?
    var step = first
    for _ in 0..<60 {
      let trial = point(step)
      let isHigher = trial.value > value + 1e-4 * step * slope || trial.value >= low.value
      if !trial.value.isFinite || (isHigher && step > 0 && trial.step != low.step) {
        high = trial
      } else {
        if abs(trial.slope) <= -0.9 * slope { return trial }
        if let end = high, trial.slope * (end.step - trial.step) >= 0 { high = low }
        if high == nil && trial.slope >= 0 { high = low }
        low = trial
      }
      if let end = high {
        if abs(end.step - low.step) < 1e-16 * max(1, low.step) { break }
        step = (low.step + end.step) / 2
      } else {
        step *= 2
      }
    }
    return low.step > 0 && low.value < value ? low : nil
  }
}

private func product(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for i in a.indices { sum += a[i] * b[i] }
  return sum
}

private func largest(_ values: [Double]) -> Double {
  values.reduce(0) { max($0, abs($1)) }
}
