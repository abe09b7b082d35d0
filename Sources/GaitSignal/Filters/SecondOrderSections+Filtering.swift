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
    // Two sections at a time: the second works on the sample that the first one has just left, so
    // that the chains of dependent additions overlap.
    var place = 0
    while place + 1 < sections.count {
      (states[place], states[place + 1]) = SecondOrderSections.run(
        sections[place], sections[place + 1], from: (states[place], states[place + 1]),
        on: &output)
      place += 2
    }
    if place < sections.count {
      SecondOrderSections.run(sections[place], &states[place], on: &output)
    }
    return output
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
    for _ in 0..<2 {
      let start = extended.first ?? 0
      var states = steady.map { State(first: $0.first * start, second: $0.second * start) }
      extended = filtered(extended, states: &states)
      extended.reverse()
    }
    return Array(extended[padding..<padding + signal.count])
  }

  private static func run(_ section: Section, _ state: inout State, on signal: inout [Double]) {
    var first = state.first
    var second = state.second
    for index in signal.indices {
      let input = signal[index]
      let output = section.b0 * input + first
      first = section.b1 * input - section.a1 * output + second
      second = section.b2 * input - section.a2 * output
      signal[index] = output
    }
    state = State(first: first, second: second)
  }

  private static func run(
    _ one: Section, _ two: Section, from states: (State, State), on signal: inout [Double]
  ) -> (State, State) {
    var firstOne = states.0.first
    var secondOne = states.0.second
    var firstTwo = states.1.first
    var secondTwo = states.1.second
    for index in signal.indices {
      let input = signal[index]
      let middle = one.b0 * input + firstOne
      firstOne = one.b1 * input - one.a1 * middle + secondOne
      secondOne = one.b2 * input - one.a2 * middle
      let output = two.b0 * middle + firstTwo
      firstTwo = two.b1 * middle - two.a1 * output + secondTwo
      secondTwo = two.b2 * middle - two.a2 * output
      signal[index] = output
    }
    return (
      State(first: firstOne, second: secondOne), State(first: firstTwo, second: secondTwo)
    )
  }
}
