/// The frequencies that a filter lets pass.
public enum FilterBand: Hashable, Sendable, Codable {
  /// Everything below a frequency.
  case lowPass(cutoffHz: Double)
  /// Everything above a frequency.
  case highPass(cutoffHz: Double)
  /// Everything between two frequencies.
  case bandPass(lowHz: Double, highHz: Double)
  /// Everything except what lies between two frequencies.
  case bandStop(lowHz: Double, highHz: Double)

  var edgesHz: [Double] {
    switch self {
    case .lowPass(let cutoff), .highPass(let cutoff): [cutoff]
    case .bandPass(let low, let high), .bandStop(let low, let high): [low, high]
    }
  }
}
