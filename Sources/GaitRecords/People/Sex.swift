/// The sex recorded in a clinical table.
public enum Sex: String, Hashable, Sendable, Codable, CaseIterable {
  /// Female.
  case female
  /// Male.
  case male
}
