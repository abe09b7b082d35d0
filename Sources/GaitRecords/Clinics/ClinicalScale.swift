/// A scale by which clinicians score a person: its range, its steps and its direction.
///
/// An open set: a study may add its own scale beside those of the catalogue.
///
/// ```swift
/// let score = try ClinicalScale.bergBalance.validated(47)
/// let better = ClinicalScale.bergBalance.isHigherBetter  // true
/// ```
public struct ClinicalScale: Hashable, Sendable {
  /// Which scores a scale gives between its lowest and its highest.
  public enum Steps: Hashable, Sendable, Codable {
    /// Any number, as for a time or a distance.
    case continuous
    /// Multiples of a step above the lowest score.
    case every(Double)
    /// These scores alone, in rising order, as for grades of unequal distance.
    case only([Double])
  }

  /// The scale's name in lower camel case, unique among the scales of a study.
  public let name: String
  /// The scale's name as clinicians write it.
  public let title: String
  /// The lowest and the highest score.
  public let range: ClosedRange<Double>
  /// Which scores there are in between.
  public let steps: Steps
  /// The unit of the score; `one` for points and grades.
  public let unit: PhysicalUnit
  /// Whether a higher score means a better state.
  public let isHigherBetter: Bool

  /// Creates a scale.
  ///
  /// - Precondition: The range is finite and not empty, a step is positive, and graded scores rise
  ///   and lie within the range.
  public init(
    name: String, title: String, range: ClosedRange<Double>, steps: Steps = .every(1),
    unit: PhysicalUnit = .one, isHigherBetter: Bool
  ) {
    precondition(
      ClinicalScale.isConsistent(range, steps),
      "ClinicalScale: the steps \(steps) do not fit into \(range)")
    self.name = name
    self.title = title
    self.range = range
    self.steps = steps
    self.unit = unit
    self.isHigherBetter = isHigherBetter
  }

  /// The smallest distance between two scores; nil if the scale is continuous.
  public var step: Double? {
    switch steps {
    case .continuous: nil
    case .every(let step): step
    case .only(let scores): zip(scores.dropFirst(), scores).map { $0 - $1 }.min()
    }
  }

  /// Whether the scale can give a score.
  public func contains(_ score: Double) -> Bool { (try? validated(score)) != nil }

  /// The score itself if the scale can give it.
  ///
  /// - Parameter score: The score.
  /// - Returns: The score.
  /// - Throws: `ClinicalScaleError` if it lies outside the range or between two steps.
  public func validated(_ score: Double) throws(ClinicalScaleError) -> Double {
    guard score.isFinite, range.contains(score) else {
      throw .outOfRange(scale: self, score: score)
    }
    switch steps {
    case .continuous: return score
    case .every(let step):
      // Far more than the rounding of a decimal step, far less than the step.
      let place = (score - range.lowerBound) / step
      guard abs(place - place.rounded()) < 1e-6 else {
        throw .betweenSteps(scale: self, score: score)
      }
      return score
    case .only(let scores):
      guard scores.contains(score) else { throw .betweenSteps(scale: self, score: score) }
      return score
    }
  }

  /// The score as a share of the range, 0 the worst state and 1 the best.
  public func goodness(of score: Double) -> Double {
    let share = (score - range.lowerBound) / (range.upperBound - range.lowerBound)
    return isHigherBetter ? share : 1 - share
  }

  static func isConsistent(_ range: ClosedRange<Double>, _ steps: Steps) -> Bool {
    guard range.lowerBound.isFinite, range.upperBound.isFinite,
      range.lowerBound < range.upperBound
    else { return false }
    switch steps {
    case .continuous: return true
    case .every(let step): return step.isFinite && step > 0
    case .only(let scores):
      return scores.count > 1 && scores.allSatisfy(range.contains)
        && zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }
    }
  }
}

extension ClinicalScale: CustomStringConvertible {
  /// The scale's name as clinicians write it.
  public var description: String { title }
}
