import Foundation

/// The standard normal distribution.
package enum NormalDistribution {
  /// The probability of a value at most `z`.
  package static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The value that is not exceeded with the given probability.
  package static func quantile(_ probability: Double) -> Double {
    invert(probability, from: -40, to: 40, cumulative)
  }
}

/// Student's t distribution.
package struct StudentDistribution {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The probability of a value at most `t`.
  package func cumulative(_ t: Double) -> Double {
    let n = degreesOfFreedom
    if t * t < n {
      // Near zero the tail is close to one half, and its difference from it is what counts.
      let centre = 0.5 * regularizedIncompleteBeta(0.5, n / 2, t * t / (n + t * t))
      return t > 0 ? 0.5 + centre : 0.5 - centre
    }
    let tail = 0.5 * twoSided(t)
    return t > 0 ? 1 - tail : tail
  }

  /// The probability of a magnitude of at least `|t|`.
  package func twoSided(_ t: Double) -> Double {
    let n = degreesOfFreedom
    return regularizedIncompleteBeta(n / 2, 0.5, n / (n + t * t))
  }

  /// The value that is not exceeded with the given probability.
  package func quantile(_ probability: Double) -> Double {
    invert(probability, from: -1e6, to: 1e6, cumulative)
  }
}

/// Fisher's F distribution, the ratio of two mean squares.
package struct FisherDistribution {
  package let numerator: Double
  package let denominator: Double

  package init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The probability of a value above `f`.
  package func upperTail(_ f: Double) -> Double {
    if f <= 0 { return 1 }
    let x = denominator / (denominator + numerator * f)
    return regularizedIncompleteBeta(denominator / 2, numerator / 2, x)
  }

  /// The value that is not exceeded with the given probability.
  package func quantile(_ probability: Double) -> Double {
    invert(probability, from: 0, to: 1e9) { 1 - upperTail($0) }
  }
}

/// The argument at which an increasing function takes a value, by halving to the last bit.
private func invert(
  _ value: Double, from lower: Double, to upper: Double, _ function: (Double) -> Double
) -> Double {
  var (low, high) = (lower, upper)
  while true {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high { return middle }
    if function(middle) < value { low = middle } else { high = middle }
  }
}
