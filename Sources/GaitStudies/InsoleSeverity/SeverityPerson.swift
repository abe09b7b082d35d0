import GaitRecords

/// One person of the study: what predictors see, and what they are asked.
///
/// Predictors see the forces of the insoles, age, sex, height and mass. No rating, no test, no
/// speed, neither the study nor the name is among the inputs.
package struct SeverityPerson: Sendable {
  /// Who it is.
  package let id: ParticipantID
  /// Numbers that describe the walk, then age, sex, height and mass; NaN where unknown.
  package let features: [Double]
  /// Age in years, sex (1 for male), height in metres, mass in kilograms; NaN where unknown.
  let demographics: [Double]
  /// The curves over the gait cycle, `[phase, channel]`.
  package let curves: [Double]
  /// The answers by task; 1 or 0 for yes or no, nil where unknown.
  package let targets: [Double?]
  /// The study and the group, by which folds are balanced; never an input.
  let stratum: String

  init(
    _ walk: InsoleWalk, _ row: GaitPDBParticipant?, _ configuration: InsoleSeverityConfiguration
  ) throws {
    let loads = try FootLoads(walk, contactShare: configuration.contactShare)
    id = walk.participant
    let demographics = [
      row?.ageYears, row?.sex.map { $0 == .male ? 1 : 0 }, row?.anthropometry.heightM,
      row?.anthropometry.massKg,
    ].map { $0 ?? .nan }
    self.demographics = demographics
    features = WalkFeatures(loads).values + demographics
    curves = StrideCurves.values(loads, phases: configuration.phases)
    let walkNumber = Int(walk.name.suffix(2)) ?? 1
    targets = [
      row?.hasParkinson.map { $0 ? 1 : 0 }, row?.speedsMPerS[walkNumber], row?.updrsMotor,
    ]
    let group = row?.hasParkinson.map { $0 ? "patient" : "control" } ?? "unknown"
    stratum = "\(row?.study ?? "unknown") \(group)"
  }

  /// The answer to a task; nil where unknown.
  package func target(_ task: SeverityTask) -> Double? { targets[task.index] }
}
