/// Why an explanation of a network is not to be trusted, or cannot be made.
public enum ExplanationError: Error, Equatable, CustomStringConvertible {
  /// Attributions that do not add up to what they explain.
  case incomplete(sample: Int, expected: Double, found: Double, tolerance: Double)
  /// People of whom no window was given, or fewer than a comparison needs.
  case tooFewWindows(person: String, expected: Int, found: Int)

  /// The place, what was expected and what was found.
  public var description: String {
    switch self {
    case .incomplete(let sample, let expected, let found, let tolerance):
      "integrated gradients: sample \(sample): expected attributions that sum to \(expected) within "
        + "\(tolerance), found \(found); take more steps"
    case .tooFewWindows(let person, let expected, let found):
      "importance: \(person): expected at least \(expected) windows, found \(found)"
    }
  }
}
