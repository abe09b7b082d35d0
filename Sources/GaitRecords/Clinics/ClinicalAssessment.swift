/// One score of one person on one scale at one time.
public struct ClinicalAssessment: Hashable, Sendable {
  /// The scale.
  public let scale: ClinicalScale
  /// The score; nil if the assessment was planned but not made.
  public let score: Double?
  /// Weeks since the injury or the onset; nil if not stated.
  public var weeksSinceInjury: Double?
  /// The day of the assessment; nil if not stated.
  public var date: CalendarDate?

  /// Creates an assessment.
  ///
  /// - Parameters:
  ///   - scale: The scale.
  ///   - score: The score, or nil if missing.
  ///   - weeksSinceInjury: Weeks since the injury or the onset.
  ///   - date: The day.
  /// - Throws: `ClinicalScaleError` if the scale cannot give the score.
  public init(
    scale: ClinicalScale, score: Double?, weeksSinceInjury: Double? = nil,
    date: CalendarDate? = nil
  ) throws(ClinicalScaleError) {
    self.scale = scale
    if let score { self.score = try scale.validated(score) } else { self.score = nil }
    self.weeksSinceInjury = weeksSinceInjury
    self.date = date
  }
}

extension ClinicalAssessment: Codable {
  private enum CodingKeys: String, CodingKey {
    case scale, score, weeksSinceInjury, date
  }

  /// Reads an assessment.
  ///
  /// - Throws: `DecodingError` if the scale cannot give the score.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let scale = try container.decode(ClinicalScale.self, forKey: .scale)
    let score = try container.decodeIfPresent(Double.self, forKey: .score)
    do throws(ClinicalScaleError) {
      try self.init(scale: scale, score: score)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .score, in: container, debugDescription: error.description)
    }
    weeksSinceInjury = try container.decodeIfPresent(Double.self, forKey: .weeksSinceInjury)
    date = try container.decodeIfPresent(CalendarDate.self, forKey: .date)
  }
}
