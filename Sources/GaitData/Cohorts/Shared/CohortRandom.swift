import Foundation
import GaitKernels

/// The random draws of one subject for one purpose.
///
/// A source depends on the seed, the cohort, the subject's index and the purpose alone, so the
/// first hundred subjects of three hundred are those of a hundred, in whatever order and on however
/// many threads they are made, and a quantity drawn for one purpose moves no other.
package struct CohortRandom {
  /// What the draws are for.
  package enum Purpose {
    case person
    case course
    case visit(Int)
    case insole(Int)
    case outcome
    case missing
    case trial(Int)
    case sensors(Int)
    case muscles(Int)
    case signals
    case images

    fileprivate var words: (kind: UInt64, number: UInt64) {
      switch self {
      case .person: (1, 0)
      case .course: (2, 0)
      case .visit(let number): (3, UInt64(number))
      case .insole(let number): (4, UInt64(number))
      case .outcome: (5, 0)
      case .missing: (6, 0)
      case .trial(let number): (7, UInt64(number))
      case .sensors(let number): (8, UInt64(number))
      case .muscles(let number): (9, UInt64(number))
      case .signals: (10, 0)
      case .images: (11, 0)
      }
    }
  }

  private var source: RandomSource

  package init(seed: UInt64, cohort: CohortKind, subject: Int, _ purpose: Purpose) {
    var state = CohortRandom.mixed(seed)
    let words = purpose.words
    for word in [cohort.number, UInt64(subject), words.kind, words.number] {
      state = CohortRandom.mixed(state ^ CohortRandom.mixed(word &+ 0x632B_E59B_D9B4_E019))
    }
    source = RandomSource(seed: state)
  }

  /// SplitMix64's finaliser (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
  private static func mixed(_ word: UInt64) -> UInt64 {
    var z = word &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in 0..<1, of 53 random bits.
  package mutating func uniform() -> Double { Double(source.next() >> 11) * 0x1p-53 }

  /// A number in a range.
  package mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A normal number.
  package mutating func normal(_ mean: Double = 0, _ deviation: Double = 1) -> Double {
    mean + deviation * Double(source.normal())
  }

  /// A normal number drawn again while it lies outside a range that holds a good part of its mass.
  package mutating func normal(_ mean: Double, _ deviation: Double, in range: ClosedRange<Double>)
    -> Double
  {
    for _ in 0..<200 {
      let value = normal(mean, deviation)
      if range.contains(value) { return value }
    }
    return min(max(mean, range.lowerBound), range.upperBound)
  }

  /// Whether something of this probability happens.
  package mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

  /// The place of a case drawn by weight.
  package mutating func place(weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return place }
    }
    return weights.count - 1
  }

  /// A gamma number of unit scale (Marsaglia, Tsang 2000, doi:10.1145/358407.358414).
  package mutating func gamma(_ shape: Double) -> Double {
    if shape < 1 { return gamma(shape + 1) * pow(max(uniform(), 0x1p-53), 1 / shape) }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = pow(1 + c * x, 3)
      guard v > 0 else { continue }
      let u = max(uniform(), 0x1p-53)
      if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }

  /// A beta number of a mean and a precision: its variance is `mean (1 - mean) / (1 + precision)`.
  package mutating func beta(mean: Double, precision: Double) -> Double {
    let a = gamma(mean * precision)
    let b = gamma((1 - mean) * precision)
    return a / (a + b)
  }
}
