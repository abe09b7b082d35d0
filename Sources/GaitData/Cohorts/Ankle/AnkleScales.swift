import GaitRecords

extension ClinicalScale {
  /// Foot and ankle ability measure, daily living.
  ///
  /// Martin et al. 2005, doi:10.1177/107110070502601113.
  public static let footAnkleDailyLiving = ClinicalScale(
    name: "faamDailyLiving", title: "FAAM daily living", range: 0...100, isHigherBetter: true)
  /// Foot and ankle ability measure, sports.
  public static let footAnkleSports = ClinicalScale(
    name: "faamSports", title: "FAAM sports", range: 0...100, isHigherBetter: true)
  /// Olerud-Molander ankle score (Olerud, Molander 1984, doi:10.1007/BF00435553).
  public static let olerudMolander = ClinicalScale(
    name: "olerudMolander", title: "Olerud-Molander ankle score", range: 0...100,
    steps: .every(5), isHigherBetter: true)
  /// The girth of the injured ankle beyond the other's.
  public static let ankleSwelling = ClinicalScale(
    name: "ankleSwelling", title: "Ankle swelling", range: -0.02...0.12, steps: .continuous,
    unit: .metre, isHigherBetter: false)
  /// Rises on the toes of the injured leg.
  public static let heelRises = ClinicalScale(
    name: "heelRises", title: "Single-leg heel rises", range: 0...40, isHigherBetter: true)
  /// Standing on the injured leg.
  public static let singleLegStance = ClinicalScale(
    name: "singleLegStance", title: "Single-leg stance", range: 0...60, steps: .continuous,
    unit: .second, isHigherBetter: true)
}

extension ClinicalAssessment {
  /// A score put on its scale: cut off at the ends, and to the nearest step.
  static func scored(
    _ scale: ClinicalScale, _ value: Double?, week: Double
  ) -> ClinicalAssessment? {
    let fitted = value.map { value -> Double in
      let inside = min(max(value, scale.range.lowerBound), scale.range.upperBound)
      switch scale.steps {
      case .continuous: return (inside * 1000).rounded() / 1000
      case .every(let step):
        let low = scale.range.lowerBound
        return low + ((inside - low) / step).rounded() * step
      case .only(let scores):
        return scores.min { abs($0 - inside) < abs($1 - inside) } ?? inside
      }
    }
    return try? ClinicalAssessment(scale: scale, score: fitted, weeksSinceInjury: week)
  }
}
