import GaitData

/// What is known of a patient before training, and the answer where there is one.
struct RehabPatient: Sendable {
  let identifier: String
  /// Demographics and scores of week 0, in the order of `RehabPatient.clinicalNames`; NaN where
  /// missing.
  let clinical: [Double]
  /// Features of signals and image, in the order of `RehabFeatures.names`; NaN where missing.
  let features: [Double]
  /// The image for networks, square, row by row.
  let image: [Float]
  /// The physiological series, a row of `RehabSeries.names` for each step.
  let series: [[Float]]
  /// Whether the patient responded to the training; nil where nobody knows.
  let isResponder: Bool?

  /// The numbers that a classical learner sees.
  var row: [Double] { clinical + features }

  /// What a reader calls the numbers that a classical learner sees.
  static let rowTitles = clinicalTitles + RehabFeatures.names.map(ReportWords.of)

  static let clinicalNames = patientColumns.map(\.name) + scaleNames

  /// What a reader calls the clinical numbers: "age (years)", and "sex: female" for the share of a
  /// word's people.
  static let clinicalTitles =
    patientColumns.map { column in
      ReportWords.of(column.name) + (column.word.map { ": " + $0 } ?? "")
    } + scaleNames.map(ReportWords.of)
  static let scaleNames = StrokeCohort.scales.map(\.name)

  /// Columns of `patients.csv`; a column of words is true for one of them.
  static let patientColumns: [(name: String, word: String?)] = [
    ("age_years", nil), ("sex", "female"), ("height_m", nil), ("mass_kg", nil),
    ("paretic_side", "right"), ("dominant_side", "right"), ("haemorrhagic", nil),
    ("diabetes", nil), ("hypertension", nil), ("smoker", nil), ("weeks_since_onset", nil),
    ("heart_rate_per_min", nil), ("oxygen_saturation", nil), ("training_minutes_per_week", nil),
  ]
}
