/// The identity by which everything recorded from one person is held together.
///
/// Every split of data into training and test groups by this value.
public struct ParticipantID: Hashable, Sendable, RawRepresentable {
  /// The identity as the study writes it, such as `HC002D`.
  public let rawValue: String

  /// Creates an identity from the study's text.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Creates an identity from the study's text.
  public init(_ text: String) { rawValue = text }

  /// Whether nobody was measured: synthetic cohorts name their participants `SYN...`.
  public var isSynthetic: Bool { rawValue.hasPrefix("SYN") }
}

extension ParticipantID: Comparable {
  /// Orders identities by their text.
  public static func < (left: ParticipantID, right: ParticipantID) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension ParticipantID: Codable {
  /// Reads an identity from a plain string.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the identity as a plain string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension ParticipantID: CustomStringConvertible, ExpressibleByStringLiteral {
  /// Creates an identity from a literal.
  public init(stringLiteral value: String) { rawValue = value }

  /// The identity's text.
  public var description: String { rawValue }
}
