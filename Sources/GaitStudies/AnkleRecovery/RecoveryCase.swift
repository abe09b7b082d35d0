import Foundation
import GaitData
import GaitRecords

/// A patient as the study sees one: what is known, visit by visit, and what became of it.
///
/// NaN stands for what is missing.
struct RecoveryCase: Sendable {
  /// One visit.
  struct Visit: Sendable {
    let week: Double
    /// The scores of `AnkleFeatures.scales`.
    let clinical: [Double]
    /// The numbers of `AnkleFeatures.biomechanicsNames`; nil where nothing was measured.
    let biomechanics: [Double]?
    /// The mean stance on insoles; nil where none were worn.
    let stance: InsoleStance?
  }

  let participant: ParticipantID
  let injury: AnkleInjury?
  /// The numbers of `AnkleFeatures.demographicNames`.
  let demographics: [Double]
  let visits: [Visit]
  /// The final progress, 0 to 1; nil if not known.
  let progress: Double?
  /// The final level, 0 to 3; nil if not known.
  let level: Int?
  /// The weeks until recovery, or until the person was last seen.
  let weeks: Double?
  let isCensored: Bool

  /// The duration of a person who was seen to recover.
  var recoveryWeeks: Double? { isCensored ? nil : weeks }

  var severity: InjurySeverity? { injury.map(InjurySeverity.init) }
}

/// Injuries in three groups, for what is shown by severity.
enum InjurySeverity: String, Sendable, Codable, CaseIterable {
  case light, moderate, severe

  init(_ injury: AnkleInjury) {
    switch injury {
    case .sprainGrade2, .sprainGrade3, .weberA: self = .light
    case .weberB: self = .moderate
    case .weberC, .bimalleolar, .trimalleolar: self = .severe
    }
  }
}
