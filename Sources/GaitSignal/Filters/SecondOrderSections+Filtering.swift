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
    var output = signal
    filter(&output, states: &states, backwards: false)
    return output
  }

  private func filter(_ signal: inout [Double], states: inout [State], backwards: Bool) {
    var samples = signal.mutableSpan
    for place in stride(from: 0, to: sections.count, by: 4) {
      let cascade = Cascade(sections[place...].prefix(4), states[place...].prefix(4))
      let ended = cascade.run(on: &samples, backwards: backwards)
      for (offset, state) in ended.prefix(sections.count - place).enumerated() {
        states[place + offset] = state
      }
    }
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
    guard signal.count > padding, let first = signal.first, let last = signal.last else {
      throw .tooShort(operation: "zero-phase filter", needed: padding + 1, found: signal.count)
    }
    var extended = [Double]()
    extended.reserveCapacity(signal.count + 2 * padding)
    for offset in stride(from: padding, to: 0, by: -1) {
      extended.append(2 * first - signal[offset])
    }
    extended += signal
    for offset in 0..<padding {
      extended.append(2 * last - signal[signal.count - 2 - offset])
    }
    let steady = steadyStates
    for backwards in [false, true] {
      let start = (backwards ? extended.last : extended.first) ?? 0
      var states = steady.map { State(first: $0.first * start, second: $0.second * start) }
      filter(&extended, states: &states, backwards: backwards)
    }
    return Array(extended[padding..<padding + signal.count])
  }
}
