import Foundation
import GaitClassic
import GaitData
import GaitEvaluation
import GaitModels

/// A patient's record as one row of numbers, for learners that know no time.
///
/// Of everything that is measured at visits: the first and the last value, the mean, and the slope
/// over the logarithm of the week.
enum RecoveryTable {
  /// Which modality a column belongs to, and what it tells of the course.
  struct Column: Equatable {
    let name: String
    /// Nil for when and how often a person was seen.
    let modality: STAMMFN.Modality?
    let tellsTime: Bool
  }

  static let columns: [Column] =
    AnkleFeatures.demographicNames.map {
      Column(name: $0, modality: .demographics, tellsTime: false)
    }
    + ["last week", "visits"].map { Column(name: $0, modality: nil, tellsTime: true) }
    + measured(AnkleFeatures.scales.map(\.name), .clinical)
    + measured(AnkleFeatures.biomechanicsNames, .biomechanics)
    + measured(InsoleStance.measureNames, .insole)

  private static func measured(
    _ names: [String], _ modality: STAMMFN.Modality
  ) -> [Column] {
    names.flatMap { name in
      ["first", "last", "mean", "slope"].map {
        Column(name: "\(name), \($0)", modality: modality, tellsTime: $0 != "mean")
      }
    }
  }

  /// The row of a case; NaN where nothing was measured.
  static func row(_ item: RecoveryCase) -> [Double] {
    let weeks = item.visits.map(\.week)
    var row = item.demographics + [weeks.last ?? .nan, Double(weeks.count)]
    func add(_ count: Int, _ values: (RecoveryCase.Visit) -> [Double]?) {
      let series = item.visits.map(values)
      for place in 0..<count {
        row += summary(weeks, series.map { $0?[place] ?? .nan })
      }
    }
    add(AnkleFeatures.scales.count) { $0.clinical }
    add(AnkleFeatures.biomechanicsNames.count) { $0.biomechanics }
    add(InsoleStance.measureNames.count) { $0.stance?.measures }
    return row
  }

  private static func summary(_ weeks: [Double], _ values: [Double]) -> [Double] {
    let known = zip(weeks, values).filter { $0.0 > 0 && $0.1.isFinite }
    guard let first = known.first, let last = known.last else {
      return [.nan, .nan, .nan, .nan]
    }
    let count = Double(known.count)
    let mean = known.reduce(0) { $0 + $1.1 } / count
    let times = known.map { log($0.0) }
    let middle = times.reduce(0, +) / count
    let spread = times.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    let shared = zip(times, known).reduce(0) { $0 + ($1.0 - middle) * ($1.1.1 - mean) }
    return [first.1, last.1, mean, spread > 0 ? shared / spread : 0]
  }

  /// How training people's gaps are filled and their columns scaled.
  static func preparation(
    fittedOn rows: Matrix
  ) throws -> FittedChain<FittedSimpleImputer, FittedStandardScaler> {
    try SimpleImputer().then(StandardScaler()).fit(rows, targets: nil, subjects: nil)
  }
}
