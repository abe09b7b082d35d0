import Foundation
import GaitRecords

extension AnkleCohort {
  /// What the folder of this cohort says about itself.
  public var manifest: CohortManifest {
    CohortManifest(
      kind: .ankle, seed: seed, subjects: patients.count, visits: visitCount,
      bestPossible: [
        "progress_r2": AnkleCohort.ceiling.progressR2,
        "progress_rmse": AnkleCohort.ceiling.progressRMSE,
        "log_duration_r2": AnkleCohort.ceiling.logDurationR2,
      ])
  }

  /// Writes the cohort as a clinic would hand it over.
  ///
  /// `patients.csv`, `visits.csv` and `outcomes.csv` hold the tables, `insoles/` one OpenGo text
  /// export a visit, `truth.csv` what only the model knows; `SYNTHETIC.txt` and `manifest.json` say
  /// that nobody was measured.
  ///
  /// - Throws: The file system's error.
  public func write(to url: URL) throws {
    let folder = try CohortFolder(url, manifest)
    try folder.write(patientSheet, to: "patients.csv")
    try folder.write(visitSheet, to: "visits.csv")
    try folder.write(outcomeSheet, to: "outcomes.csv")
    try folder.write(truthSheet, to: "truth.csv")
    let insoles = try folder.folder("insoles")
    for patient in patients {
      for visit in patient.record.visits.indices {
        guard let walk = self.insoles(ofPatient: patient.index, visit: visit) else { continue }
        let recording = OpenGoRecording(
          remarks: [
            OpenGoRecording.Remark(name: "SYNTHETIC", text: "nobody was measured"),
            OpenGoRecording.Remark(name: "Recording type", text: "simulated walk"),
          ], insoles: walk.insoles)
        try recording.write(to: insoles.appendingPathComponent("\(walk.name).txt"))
      }
    }
  }

  private var patientSheet: String {
    var sheet = CohortSheet([
      "participant", "age_years", "sex", "height_m", "mass_kg", "injured_side", "dominant_side",
      "injury", "surgery", "smoker", "diabetes", "activity",
    ])
    for patient in patients {
      let history = patient.history
      let person = history.demographics
      sheet.add([
        patient.participant.rawValue, CohortSheet.cell(person.ageYears), person.sex?.rawValue,
        CohortSheet.cell(person.heightM), CohortSheet.cell(person.massKg),
        person.affectedSide?.rawValue, person.dominantSide?.rawValue, history.injury.rawValue,
        CohortSheet.cell(history.hadSurgery), CohortSheet.cell(history.isSmoker),
        CohortSheet.cell(history.hasDiabetes), CohortSheet.cell(history.activity),
      ])
    }
    return sheet.text
  }

  private var visitSheet: String {
    let scales = AnkleFeatures.scales
    let biomechanics = AnkleFeatures.biomechanicsNames
    var sheet = CohortSheet(
      ["participant", "visit", "weeks_since_injury"] + scales.map(\.name) + biomechanics
        + ["insoles", "progress"])
    for patient in patients {
      for (place, visit) in patient.record.visits.enumerated() {
        let number = patient.plannedVisits[place] + 1
        let file = "\(patient.participant)_visit\(number).txt"
        let values = AnkleFeatures.biomechanics(patient, visit: place)
        sheet.add(
          [
            patient.participant.rawValue, CohortSheet.cell(number),
            CohortSheet.cell(visit.weeksSinceInjury),
          ] + scales.map { CohortSheet.cell(visit.score($0)) }
            + values.map { CohortSheet.cell($0) }
            + [patient.hasInsoles[place] ? file : nil, CohortSheet.cell(visit.outcome?.progress)])
      }
    }
    return sheet.text
  }

  private var outcomeSheet: String {
    var sheet = CohortSheet(["participant", "progress", "level", "duration_weeks", "is_censored"])
    for patient in patients {
      let outcome = patient.outcome
      sheet.add([
        patient.participant.rawValue, CohortSheet.cell(outcome.progress),
        CohortSheet.cell(outcome.level?.rawValue), CohortSheet.cell(outcome.duration?.weeks),
        CohortSheet.cell(outcome.duration?.isCensored),
      ])
    }
    return sheet.text
  }

  private var truthSheet: String {
    var sheet = CohortSheet([
      "participant", "severity", "healing_per_week", "residue", "stiffness", "expected_progress",
      "expected_duration_weeks", "true_progress", "true_duration_weeks",
    ])
    for patient in patients {
      let course = patient.course
      let values = [
        course.severity, course.healingPerWeek, course.residue, course.stiffness,
        patient.expectedProgress, patient.expectedDurationWeeks, patient.trueOutcome.progress,
        patient.trueOutcome.duration?.weeks,
      ]
      sheet.add([patient.participant.rawValue] + values.map { CohortSheet.cell($0) })
    }
    return sheet.text
  }
}
