/// Divides the envelopes of muscles by reference amplitudes found on chosen people only.
///
/// For one person's own reference, as after maximal efforts in the laboratory, fit it to that
/// person's calibration trials. For a network, fit it to the people it is trained on: the result
/// then depends on nobody else, bit for bit.
public struct EMGNormalizer: Hashable, Sendable, Codable {
  /// The envelopes of one trial.
  public struct Trial: Hashable, Sendable {
    /// Whose trial it is.
    public var subject: String
    /// One envelope for each muscle; NaN where missing.
    public var envelopes: [[Double]]
    /// The rate of the samples.
    public var sampleRateHz: Double

    /// Creates a trial.
    public init(subject: String, envelopes: [[Double]], sampleRateHz: Double) {
      self.subject = subject
      self.envelopes = envelopes
      self.sampleRateHz = sampleRateHz
    }
  }

  /// Which amplitude counts as one.
  public let reference: EMGReference
  /// The reference amplitude of each muscle, in the envelopes' unit.
  public let amplitudes: [Double]
  /// Whose trials were used, in order.
  public let subjects: [String]

  /// Finds the reference amplitude of each muscle.
  ///
  /// A person's amplitude is the greatest of all of his or her trials; the muscle's amplitude is the
  /// mean over people, so that many trials of one person do not weigh more.
  ///
  /// - Parameters:
  ///   - reference: Which amplitude counts as one.
  ///   - trials: The trials of anybody, with the same muscles.
  ///   - subjects: The people whose trials are used.
  /// - Throws: `SignalError.differentLengths` if trials used differ in their number of muscles;
  ///   `SignalError.invalidParameter` if a muscle has no amplitude above zero in any of them.
  public init(
    fitting reference: EMGReference, to trials: [Trial], ofSubjects subjects: Set<String>
  ) throws(SignalError) {
    let used = trials.filter { subjects.contains($0.subject) }
    let muscles = used.first?.envelopes.count ?? 0
    for trial in used where trial.envelopes.count != muscles {
      throw .differentLengths(
        operation: "EMG normalisation", expected: muscles, found: trial.envelopes.count)
    }
    // Sorted, so that sums are formed in one order whatever the order of the trials.
    let people = Set(used.map(\.subject)).sorted()
    var amplitudes = [Double]()
    for muscle in 0..<muscles {
      let own = people.compactMap { person in
        used.filter { $0.subject == person }.compactMap {
          reference.amplitude(of: $0.envelopes[muscle], sampleRateHz: $0.sampleRateHz)
        }.max()
      }
      let amplitude = own.reduce(0, +) / Double(own.count)
      guard amplitude > 0, amplitude.isFinite else {
        throw .invalidParameter(
          operation: "EMG normalisation",
          expected: "an amplitude above zero for muscle \(muscle) in the trials of subjects chosen",
          found: own.isEmpty ? "none" : "\(amplitude)")
      }
      amplitudes.append(amplitude)
    }
    guard !amplitudes.isEmpty else {
      throw .invalidParameter(
        operation: "EMG normalisation", expected: "trials of the subjects chosen", found: "none")
    }
    self.reference = reference
    self.amplitudes = amplitudes
    self.subjects = people
  }

  /// Envelopes as shares of the reference amplitudes.
  ///
  /// - Parameter envelopes: One for each muscle; NaN where missing.
  /// - Returns: As many samples, without unit; NaN where missing.
  /// - Throws: `SignalError.differentLengths` for another number of muscles.
  public func normalized(_ envelopes: [[Double]]) throws(SignalError) -> [[Double]] {
    guard envelopes.count == amplitudes.count else {
      throw .differentLengths(
        operation: "EMG normalisation", expected: amplitudes.count, found: envelopes.count)
    }
    return zip(envelopes, amplitudes).map { envelope, amplitude in
      envelope.map { $0 / amplitude }
    }
  }
}
