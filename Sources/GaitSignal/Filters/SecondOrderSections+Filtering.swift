import GaitKernels

extension SecondOrderSections {
  /// Filters a signal forwards, as it would be while it is recorded.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - states: The cascade's states before the first sample and, afterwards, behind the last.
  /// - Returns: As many samples.
  /// - Precondition: There are as many states as sections.
  public func filtered(_ signal: [Double], states: inout [State]) -> [Double] {
    precondition(
      states.count == sections.count,
      "filtered: \(states.count) states for \(sections.count) sections")
    var pairs = states.map { SIMD2($0.first, $0.second) }
    let output = cascade.filtered(signal, states: &pairs)
    states = pairs.map { State(first: $0.x, second: $0.y) }
    return output
  }

  private var cascade: RecursiveSections {
    RecursiveSections(
      sections.map {
        RecursiveSections.Weights(b0: $0.b0, b1: $0.b1, b2: $0.b2, a1: $0.a1, a2: $0.a2)
      })
  }

  /// Filters a signal forwards from rest (SciPy's `sosfilt`).
  public func filtered(_ signal: [Double]) -> [Double] {
    var states = Array(repeating: State(), count: sections.count)
    return filtered(signal, states: &states)
  }

  /// Filters a signal forwards and backwards, which cancels the phase (SciPy's `sosfiltfilt`).
  ///
  /// The signal is lengthened at both ends by its own reflection about the end points, and each
  /// pass starts from the steady state of its first sample. The magnitude response is squared: the
  /// cut-off of a Butterworth filter then lies at -6 dB.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - padding: Samples added at each end; `defaultPadding` if nil.
  /// - Returns: As many samples.
  /// - Throws: `SignalError.tooShort` unless there are more samples than padding.
  public func zeroPhaseFiltered(
    _ signal: [Double], padding: Int? = nil
  ) throws(SignalError) -> [Double] {
    let padding = padding ?? defaultPadding
    guard padding >= 0 else {
      throw .invalidParameter(
        operation: "zero-phase filter", expected: "a padding of at least 0", found: "\(padding)")
    }
    guard signal.count > padding, !signal.isEmpty else {
      throw .tooShort(operation: "zero-phase filter", needed: padding + 1, found: signal.count)
    }
    return cascade.zeroPhaseFiltered(
      signal, padding: padding, steady: steadyStates.map { SIMD2($0.first, $0.second) })
  }
}
