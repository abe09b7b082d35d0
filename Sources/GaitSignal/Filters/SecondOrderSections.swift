/// A recursive filter as a cascade of sections of second order.
///
/// A cascade keeps its accuracy where one polynomial of the whole order loses it: a sharp filter
/// has poles so close to the unit circle that the polynomial's coefficients cannot tell them apart.
public struct SecondOrderSections: Hashable, Sendable, Codable {
  /// One section: `y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]`.
  public struct Section: Hashable, Sendable, Codable {
    /// The weight of the present input.
    public var b0: Double
    /// The weight of the input one sample ago.
    public var b1: Double
    /// The weight of the input two samples ago.
    public var b2: Double
    /// The weight of the output one sample ago, with its sign changed.
    public var a1: Double
    /// The weight of the output two samples ago, with its sign changed.
    public var a2: Double

    /// Creates a section from its weights; `a0` is one.
    public init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
      self.b0 = b0
      self.b1 = b1
      self.b2 = b2
      self.a1 = a1
      self.a2 = a2
    }
  }

  /// The two delayed values that a section carries from sample to sample.
  public struct State: Hashable, Sendable, Codable {
    /// The value that is added to the next output.
    public var first: Double
    /// The value that is added to the output after the next.
    public var second: Double

    /// Creates a state; at rest if nothing is given.
    public init(first: Double = 0, second: Double = 0) {
      self.first = first
      self.second = second
    }
  }

  /// The sections in the order in which the signal passes them.
  public var sections: [Section]

  /// Creates a cascade of sections.
  public init(sections: [Section]) { self.sections = sections }

  /// The states of a cascade that has seen a one for ever.
  ///
  /// Scaled by the first sample they let a filter start without a step (SciPy's `sosfilt_zi`).
  public var steadyStates: [State] {
    var gain = 1.0
    return sections.map { section in
      let sum = 1 + section.a1 + section.a2
      let first =
        (section.b1 - section.a1 * section.b0 + section.b2 - section.a2 * section.b0) / sum
      let second = (1 + section.a1) * first - (section.b1 - section.a1 * section.b0)
      defer { gain *= (section.b0 + section.b1 + section.b2) / sum }
      return State(first: gain * first, second: gain * second)
    }
  }

  /// How many samples SciPy's `sosfiltfilt` adds at each end by default.
  public var defaultPadding: Int {
    let taps = 2 * sections.count + 1
    let zeros = sections.count { $0.b2 == 0 }
    let poles = sections.count { $0.a2 == 0 }
    return 3 * (taps - min(zeros, poles))
  }
}
