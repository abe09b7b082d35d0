/// The side of the body.
public enum Side: String, Hashable, Sendable, Codable, CaseIterable {
  /// The person's left.
  case left
  /// The person's right.
  case right

  /// The other side.
  public var opposite: Side { self == .left ? .right : .left }

  /// The letter that begins the side's columns in motion-capture files.
  public var letter: String { self == .left ? "L" : "R" }
}
