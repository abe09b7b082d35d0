/// Something in a record that physics or anatomy makes hard to believe.
///
/// It is a reason to look at the units, the scale or the sides of a recording, never a reason to
/// change it: nothing is corrected.
public struct Implausibility: Hashable, Sendable, Codable {
  /// The check that found it.
  public enum Check: String, Hashable, Sendable, Codable, CaseIterable {
    /// Acceleration at rest is one g.
    case gravity
    /// Both feet together carry the body over whole strides.
    case bodyWeight
    /// The ground pushes a leg with about one body weight.
    case forcePeak
    /// A foot swings at some hundred degrees a second.
    case footSwing
    /// A hip's moment stays below 4 N m/kg.
    case hipMoment
    /// A foot that swings carries nothing.
    case swappedSides
    /// Height, mass and age are those of a person.
    case bodySize
  }

  /// The check that found it.
  public var check: Check
  /// What was found, what physics expects, and what may be the reason.
  public var message: String

  /// Creates a finding.
  public init(_ check: Check, _ message: String) {
    self.check = check
    self.message = message
  }
}

extension Implausibility: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

extension ImportReport {
  /// Adds what a plausibility check found, as warnings.
  public mutating func warn(_ findings: [Implausibility], file: String) {
    for finding in findings { warn(finding.message, file: file) }
  }
}
