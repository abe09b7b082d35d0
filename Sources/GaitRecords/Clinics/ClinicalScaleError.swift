import Foundation

/// Why a score does not belong to a clinical scale.
public enum ClinicalScaleError: Error, Hashable, Sendable {
  /// The score is below the lowest or above the highest, or no finite number.
  case outOfRange(scale: ClinicalScale, score: Double)
  /// The scale has no such score between its lowest and its highest.
  case betweenSteps(scale: ClinicalScale, score: Double)
}

extension ClinicalScaleError: CustomStringConvertible {
  /// The scale, what it allows and what was found, on one line.
  public var description: String {
    switch self {
    case .outOfRange(let scale, let score):
      "\(scale.title): expected \(expectation(of: scale)), found \(RecordError.rounded(score))"
    case .betweenSteps(let scale, let score):
      "\(scale.title): expected \(expectation(of: scale)), found \(RecordError.rounded(score))"
    }
  }

  private func expectation(of scale: ClinicalScale) -> String {
    let (low, high) = (scale.range.lowerBound, scale.range.upperBound)
    let unit = scale.unit == .one ? "" : " \(scale.unit)"
    let range = "\(RecordError.rounded(low)) to \(RecordError.rounded(high))\(unit)"
    switch scale.steps {
    case .continuous: return range
    case .every(let step): return "\(range) in steps of \(RecordError.rounded(step))"
    case .only(let scores):
      return "one of \(scores.map(RecordError.rounded).joined(separator: ", "))\(unit)"
    }
  }
}

extension ClinicalScaleError: LocalizedError {
  /// The same text as `description`.
  public var errorDescription: String? { description }
}
