import Foundation
import GaitRecords

extension StrokeCohort {
  /// What the folder of this cohort says about itself.
  public var manifest: CohortManifest {
    CohortManifest(
      kind: .stroke, seed: seed, subjects: patients.count, visits: 7,
      bestPossible: ["responder_auc": StrokeCohort.ceiling.areaUnderCurve])
  }

  /// Writes the cohort: `patients.csv` with the label, `visits.csv`, `signals/` with a table for
  /// each kind of signal and `images/` with a PGM picture of each patient, and `truth.csv`.
  ///
  /// Only the visit of week 0 is known when the response is to be predicted.
  ///
  /// - Throws: `SignalError`, `RecordError`, or the file system's error.
  public func write(to url: URL) throws {
    let folder = try CohortFolder(url, manifest)
    try folder.write(patientSheet, to: "patients.csv")
    try folder.write(visitSheet, to: "visits.csv")
    try folder.write(truthSheet, to: "truth.csv")
    let signals = try folder.folder("signals")
    let images = try folder.folder("images")
    for patient in patients {
      let name = patient.participant.rawValue
      let recorded = try self.signals(ofPatient: patient.index)
      for (kind, signal) in [
        ("ecg250Hz", recorded.ecg), ("emg1000Hz", recorded.emg), ("eeg250Hz", recorded.eeg),
      ] {
        try SampledSignal.sheet([signal]).write(
          to: signals.appendingPathComponent("\(name)_\(kind).csv"), options: .atomic)
      }
      try image(ofPatient: patient.index).portableGreyMap.write(
        to: images.appendingPathComponent("\(name).pgm"), options: .atomic)
    }
  }

  private var patientSheet: String {
    var sheet = CohortSheet([
      "participant", "age_years", "sex", "height_m", "mass_kg", "paretic_side", "dominant_side",
      "haemorrhagic", "diabetes", "hypertension", "smoker", "weeks_since_onset",
      "heart_rate_per_min", "oxygen_saturation", "training_minutes_per_week", "responder",
    ])
    for patient in patients {
      let person = patient.record.demographics
      sheet.add([
        patient.participant.rawValue, CohortSheet.cell(person.ageYears), person.sex?.rawValue,
        CohortSheet.cell(person.heightM), CohortSheet.cell(person.massKg),
        person.affectedSide?.rawValue, person.dominantSide?.rawValue,
        CohortSheet.cell(patient.isHaemorrhagic), CohortSheet.cell(patient.hasDiabetes),
        CohortSheet.cell(patient.hasHypertension), CohortSheet.cell(patient.isSmoker),
        CohortSheet.cell(patient.course.weeksSinceOnset),
        CohortSheet.cell(patient.heartRatePerMin), CohortSheet.cell(patient.oxygenSaturation),
        CohortSheet.cell(patient.trainingMinutesPerWeek), CohortSheet.cell(patient.isResponder),
      ])
    }
    return sheet.text
  }

  private var visitSheet: String {
    let scales = StrokeCohort.scales
    var sheet = CohortSheet(["participant", "week"] + scales.map(\.name))
    for patient in patients {
      for (number, visit) in patient.record.visits.enumerated() {
        sheet.add(
          [patient.participant.rawValue, CohortSheet.cell(2 * number)]
            + scales.map { CohortSheet.cell(visit.score($0)) })
      }
    }
    return sheet.text
  }

  private var truthSheet: String {
    var sheet = CohortSheet([
      "participant", "impairment", "tract_integrity", "autonomic_reserve", "response_probability",
      "true_response",
    ])
    for patient in patients {
      let course = patient.course
      sheet.add([
        patient.participant.rawValue, CohortSheet.cell(course.impairment),
        CohortSheet.cell(course.tractIntegrity), CohortSheet.cell(course.autonomicReserve),
        CohortSheet.cell(course.responseProbability), CohortSheet.cell(patient.trueResponse),
      ])
    }
    return sheet.text
  }

  /// The scales of the first visit; the later ones have the first two.
  public static let scales: [ClinicalScale] = [
    .fuglMeyerTotal, .barthel, .bergBalance, .nihStroke, .modifiedRankin, .modifiedAshworth,
    .miniMentalState, .functionalAmbulation, .tenMetreWalk,
  ]
}

extension StrokeImage {
  /// The picture as a binary portable grey map of 8 bits.
  var portableGreyMap: Data {
    var data = Data("P5\n# SYNTHETIC\n\(StrokeImage.size) \(StrokeImage.size)\n255\n".utf8)
    data.append(contentsOf: pixels.map { UInt8(min(max($0 * 255, 0), 255).rounded()) })
    return data
  }
}
