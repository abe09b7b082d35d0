import GaitRecords

extension ClinicalTable {
  /// The sexes as levels, in the order of `Sex.allCases`.
  public static let sexes = CategoryLevels(Sex.allCases.map(\.rawValue))

  /// One row per visit of each patient: who they are, and their scores.
  ///
  /// The columns are `ageYears`, `sex`, `heightM`, `massKg`, `weeksSinceInjury` and one per scale. A
  /// visit is placed by its weeks since the injury; where one patient's are not all known, by its
  /// number from 1.
  ///
  /// - Parameters:
  ///   - patients: The patients.
  ///   - scales: The scales.
  /// - Throws: `ClinicalTableError.notOnScale` for a score that its scale cannot give.
  public init(
    patients: [PatientRecord], scales: [ClinicalScale]
  ) throws(ClinicalTableError) {
    let columns: [ClinicalColumn] =
      [
        .number("ageYears"), .category("sex", ClinicalTable.sexes),
        .number("heightM", unit: .metre), .number("massKg", unit: .kilogram),
        .number("weeksSinceInjury"),
      ] + scales.map { .scale($0.name, $0) }
    var participants: [ParticipantID] = []
    var order: [Double] = []
    var values: [Double] = []
    for patient in patients {
      let who = patient.demographics
      let sex = who.sex.flatMap { ClinicalTable.sexes.index(of: $0.rawValue) }
      let weeks = patient.visits.map(\.weeksSinceInjury)
      for (number, visit) in patient.visits.enumerated() {
        participants.append(patient.participant)
        order.append(
          weeks.contains(nil) ? Double(number + 1) : visit.weeksSinceInjury ?? .nan)
        let own = [
          who.ageYears, sex.map(Double.init), who.heightM, who.massKg, visit.weeksSinceInjury,
        ]
        values += (own + scales.map { visit.score($0) }).map { $0 ?? .nan }
      }
    }
    try self.init(
      file: "patients", columns: columns, participants: participants, order: order, values: values)
  }
}
