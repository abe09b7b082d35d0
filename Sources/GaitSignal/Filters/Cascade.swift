/// Up to four sections that a signal passes in one sweep.
///
/// Each section's output feeds back into its own next sample, a chain of three dependent operations.
/// With four sections in one loop the chains of different sections overlap, and the signal travels
/// through memory once instead of four times.
struct Cascade {
  /// The weights of four sections, lane by lane; sections that are not there pass everything.
  private var b0 = SIMD4<Double>(repeating: 1)
  private var b1 = SIMD4<Double>.zero
  private var b2 = SIMD4<Double>.zero
  private var a1 = SIMD4<Double>.zero
  private var a2 = SIMD4<Double>.zero
  private var first = SIMD4<Double>.zero
  private var second = SIMD4<Double>.zero
  private let count: Int

  init(
    _ sections: ArraySlice<SecondOrderSections.Section>,
    _ states: ArraySlice<SecondOrderSections.State>
  ) {
    count = sections.count
    for (lane, (section, state)) in zip(sections, states).enumerated() {
      b0[lane] = section.b0
      b1[lane] = section.b1
      b2[lane] = section.b2
      a1[lane] = section.a1
      a2[lane] = section.a2
      first[lane] = state.first
      second[lane] = state.second
    }
  }

  /// Filters samples in place.
  ///
  /// The sections work as a pipeline: in one step, lane `k` takes the sample that lane `k - 1` has
  /// left in the step before, so that all lanes compute at once.
  ///
  /// - Parameters:
  ///   - samples: The samples, replaced by the filtered ones.
  ///   - backwards: Whether the last sample comes first.
  /// - Returns: The states, those of sections that are not there included.
  func run(
    on samples: inout MutableSpan<Double>, backwards: Bool
  ) -> [SecondOrderSections.State] {
    let length = samples.count
    let origin = backwards ? length - 1 : 0
    let direction = backwards ? -1 : 1
    var first = first
    var second = second
    var outputs = SIMD4<Double>.zero
    // In the first and the last steps some lanes have no sample yet or no more; their states wait.
    for step in 0..<length + 3 {
      let sample = step < length ? samples[origin &+ direction &* step] : 0
      let inputs = SIMD4(sample, outputs.x, outputs.y, outputs.z)
      let passed = b0 * inputs + first
      let nextFirst = (b1 * inputs + second) - a1 * passed
      let nextSecond = b2 * inputs - a2 * passed
      outputs = passed
      if step >= 3, step < length {
        first = nextFirst
        second = nextSecond
      } else {
        for lane in 0..<4 where step >= lane && step - lane < length {
          first[lane] = nextFirst[lane]
          second[lane] = nextSecond[lane]
        }
      }
      if step >= 3 { samples[origin &+ direction &* (step &- 3)] = passed.w }
    }
    return (0..<4).map { SecondOrderSections.State(first: first[$0], second: second[$0]) }
  }
}
