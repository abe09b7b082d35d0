/// A cascade of recursive sections of second order, in double.
///
/// Each section keeps two numbers: `y = b0 x + s1`, then `s1 = c1 x + s2 - a1 s1` and
/// `s2 = c2 x - a2 s1`, with `c1 = b1 - a1 b0` and `c2 = b2 - a2 b0`. These are the values of the
/// transposed direct form, but the step from `s1` to the next `s1` does not pass through the output,
/// which makes the chain of dependent operations a third shorter.
package struct RecursiveSections: Sendable {
  /// The weights of one section; `a0` is one.
  package struct Weights: Sendable {
    let b0, c1, c2, a1, a2: Double

    /// A section that passes everything.
    static let none = Weights(b0: 1, b1: 0, b2: 0, a1: 0, a2: 0)

    /// The weights of inputs and of outputs, now and one and two samples ago.
    package init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
      self.b0 = b0
      // One rounding only: both are often small differences of large numbers.
      c1 = b1.addingProduct(-a1, b0)
      c2 = b2.addingProduct(-a2, b0)
      self.a1 = a1
      self.a2 = a2
    }
  }

  let weights: [Weights]

  /// A cascade in the order in which a signal passes it.
  package init(_ weights: [Weights]) { self.weights = weights }

  /// Filters a signal forwards.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - states: `s1` and `s2` of each section, before and, on return, behind the signal.
  /// - Returns: As many samples.
  package func filtered(_ signal: [Double], states: inout [SIMD2<Double>]) -> [Double] {
    [Double](unsafeUninitializedCapacity: signal.count) { target, count in
      count = signal.count
      signal.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        run(from: from, to: to, count: source.count, backwards: false, states: &states)
      }
    }
  }

  /// Filters a signal, lengthened by its reflection about the end points, forwards and backwards.
  ///
  /// The lengthened ends live beside the signal, so that the samples are read once, written once and
  /// passed in place once.
  ///
  /// - Parameters:
  ///   - signal: The samples, more than `padding`.
  ///   - padding: How many samples lengthen each end.
  ///   - steady: The states of a cascade that has seen a one for ever.
  /// - Returns: As many samples.
  package func zeroPhaseFiltered(
    _ signal: [Double], padding: Int, steady: [SIMD2<Double>]
  ) -> [Double] {
    let last = signal.count - 1
    precondition(
      padding >= 0 && last >= padding, "zero phase: \(signal.count) samples, padding \(padding)")
    var head = stride(from: padding, to: 0, by: -1).map { 2 * signal[0] - signal[$0] }
    var tail = (0..<padding).map { 2 * signal[last] - signal[last - 1 - $0] }
    let start = head.first ?? signal[0]
    var states = steady.map { $0 * start }
    run(inPlace: &head, backwards: false, states: &states)
    var result = filtered(signal, states: &states)
    run(inPlace: &tail, backwards: false, states: &states)
    let end = tail.last ?? result[last]
    states = steady.map { $0 * end }
    run(inPlace: &tail, backwards: true, states: &states)
    run(inPlace: &result, backwards: true, states: &states)
    return result
  }

  private func run(
    inPlace samples: inout [Double], backwards: Bool, states: inout [SIMD2<Double>]
  ) {
    samples.withUnsafeMutableBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      run(from: base, to: base, count: samples.count, backwards: backwards, states: &states)
    }
  }

  private func run(
    from source: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>, count: Int,
    backwards: Bool, states: inout [SIMD2<Double>]
  ) {
    precondition(states.count == weights.count, "\(states.count) states, \(weights.count) sections")
    guard !weights.isEmpty else {
      if UnsafePointer(target) != source { target.update(from: source, count: count) }
      return
    }
    guard count > 0 else { return }
    let origin = backwards ? count - 1 : 0
    let direction = backwards ? -1 : 1
    for first in stride(from: 0, to: weights.count, by: 4) {
      let input = (first == 0 ? source : UnsafePointer(target)) + origin
      let output = target + origin
      if weights.count - first <= 2 {
        runTwo(first, input, output, count, direction, &states)
      } else {
        runFour(first, input, output, count, direction, &states)
      }
    }
  }
}
