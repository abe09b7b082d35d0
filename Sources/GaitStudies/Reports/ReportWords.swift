import GaitRecords

/// Names of columns, scales and classes as words that a reader of a report knows.
package enum ReportWords {
  /// A clinical scale's title, `age_years` as "age (years)", `weberB` as "Weber B", `sprainGrade2` as
  /// "sprain grade 2", `ipsilateral.kneeCentre.accelerationUp` as "ipsilateral knee centre
  /// acceleration up".
  package static func of(_ name: String) -> String {
    if let scale = ClinicalScale.named(name) { return scale.title }
    if let metric = metrics[name] { return metric }
    for (ending, unit) in units where name.hasSuffix(ending) {
      return of(String(name.dropLast(ending.count))) + " (\(unit))"
    }
    let letters = Array(name)
    var words = ""
    for (index, letter) in letters.enumerated() {
      let isStart =
        index > 0 && letters[index - 1].isLowercase && (letter.isUppercase || letter.isNumber)
      let isAbbreviation = index + 1 == letters.count || !letters[index + 1].isLowercase
      if isStart { words.append(" ") }
      if letter == "_" || letter == "." {
        words.append(" ")
      } else {
        words += isStart && !isAbbreviation ? letter.lowercased() : String(letter)
      }
    }
    return words.hasPrefix("weber ") ? "W" + words.dropFirst() : words
  }

  private static let units = [
    ("_years", "years"), ("_m", "m"), ("_kg", "kg"), ("_per_min", "per minute"),
  ]

  private static let metrics = [
    "auc": "AUC", "brier": "Brier score", "mae": "MAE", "r2": "R2", "rmse": "RMSE",
  ]
}
