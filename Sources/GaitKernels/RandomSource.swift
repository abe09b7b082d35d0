import Foundation

/// A seeded source of random numbers whose state can be saved and restored.
///
/// The generator is xoshiro256** (Blackman, Vigna 2021, doi:10.1145/3460772), its state spread from
/// the seed by SplitMix64. The same seed gives the same bits on every platform.
public struct RandomSource: RandomNumberGenerator, Sendable, Codable, Hashable {
  private var s0, s1, s2, s3: UInt64

  /// A source that repeats itself for the same seed.
  public init(seed: UInt64) {
    var state = seed
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    s0 = next()
    s1 = next()
    s2 = next()
    s3 = next()
  }

  /// The state as four words, for a checkpoint.
  public var words: [UInt64] { [s0, s1, s2, s3] }

  /// A source that goes on from saved words; nil unless there are four of them, not all zero.
  public init?(words: [UInt64]) {
    guard words.count == 4, words.contains(where: { $0 != 0 }) else { return nil }
    (s0, s1, s2, s3) = (words[0], words[1], words[2], words[3])
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number in 0..<1, of 24 random bits.
  public mutating func uniform() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A number in a range.
  public mutating func uniform(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A standard normal number.
  ///
  /// The polar method (Marsaglia, Bray 1964), without its spare second number, so that the four words
  /// are the whole state.
  public mutating func normal() -> Float {
    while true {
      let u = Double(next() >> 11) * 0x1p-52 - 1
      let v = Double(next() >> 11) * 0x1p-52 - 1
      let radius = u * u + v * v
      if radius > 0, radius < 1 {
        return Float(u * (-2 * log(radius) / radius).squareRoot())
      }
    }
  }

  /// A source of its own for a named purpose, independent of how much this one is used after.
  public mutating func split() -> RandomSource {
    RandomSource(seed: next())
  }
}
