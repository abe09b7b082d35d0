import GaitClassic
import GaitData
import GaitEvaluation
import GaitTensor

/// What is learned from training people before any network sees them: means, deviations, gaps.
struct RecoveryScalers: Codable, Equatable {
  /// Means and deviations by column; what is missing becomes the mean.
  struct Columns: Codable, Equatable {
    let means: [Double]
    let deviations: [Double]

    init(_ rows: [[Double]], count: Int) {
      var means: [Double] = []
      var deviations: [Double] = []
      for column in 0..<count {
        let values = rows.map { $0[column] }.filter(\.isFinite)
        let number = Double(max(1, values.count))
        let mean = values.reduce(0, +) / number
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / number
        means.append(mean)
        deviations.append(variance > 1e-12 ? variance.squareRoot() : 1)
      }
      (self.means, self.deviations) = (means, deviations)
    }

    func scaled(_ row: [Double]) -> [Float] {
      row.indices.map {
        row[$0].isFinite ? Float(max(-6, min(6, (row[$0] - means[$0]) / deviations[$0]))) : 0
      }
    }
  }

  let demographics: Columns
  let clinical: Columns
  let biomechanics: Columns
  let measures: Columns
  let curves: Columns
  let table: FittedChain<FittedSimpleImputer, FittedStandardScaler>
  /// The most visits of a training person; of longer series the last ones are seen.
  let visitCount: Int
  let stancePoints: Int
  /// The deviation of progress and the mean and deviation of the weeks to recovery.
  let progressDeviation: Double
  let meanWeeks: Double
  let weeksDeviation: Double

  /// Fits to training people alone.
  init(fittedOn cases: [RecoveryCase], stancePoints: Int) throws {
    let visits = cases.flatMap(\.visits)
    let stances = visits.compactMap(\.stance)
    demographics = Columns(cases.map(\.demographics), count: AnkleFeatures.demographicNames.count)
    clinical = Columns(
      visits.map { $0.clinical + [$0.week] }, count: AnkleFeatures.scales.count + 1)
    biomechanics = Columns(
      visits.compactMap { visit in visit.biomechanics.map { $0 + [visit.week] } },
      count: AnkleFeatures.biomechanicsNames.count + 1)
    measures = Columns(stances.map(\.measures), count: InsoleStance.measureNames.count)
    let width = 2 * InsoleStance.channelsPerFoot
    curves = Columns(
      stances.flatMap { stance in
        (0..<stance.curves.frameCount).map { point in
          (0..<width).map { Double(stance.curves[point, $0]) }
        }
      }, count: width)
    table = try RecoveryTable.preparation(fittedOn: Matrix(cases.map(RecoveryTable.row)))
    visitCount = cases.map(\.visits.count).max() ?? 1
    self.stancePoints = stancePoints
    let progress = Columns(cases.map { [$0.progress ?? .nan] }, count: 1)
    let weeks = Columns(cases.map { [$0.recoveryWeeks ?? .nan] }, count: 1)
    progressDeviation = progress.deviations[0]
    meanWeeks = weeks.means[0] > 0 ? weeks.means[0] : 1
    weeksDeviation = weeks.deviations[0]
  }

  /// Widths of the modalities as networks see them; scores and measures have marks for gaps.
  static let clinicalWidth = 2 * AnkleFeatures.scales.count + 1
  static let biomechanicsWidth = 2 * AnkleFeatures.biomechanicsNames.count + 1
  static let insoleWidth = 2 * InsoleStance.channelsPerFoot + InsoleStance.measureNames.count + 1
  /// A visit as one row of numbers: everything but the curves, and what is there.
  static let tokenWidth =
    AnkleFeatures.demographicNames.count + clinicalWidth + biomechanicsWidth
    + InsoleStance.measureNames.count + 3

  /// A case as networks see it.
  func prepared(_ item: RecoveryCase) throws -> PreparedCase {
    let visits = item.visits.suffix(visitCount).map { visit in
      let week = clinical.scaled(visit.clinical + [visit.week]).last ?? 0
      return PreparedCase.Visit(
        clinical: Self.marked(clinical.scaled(visit.clinical + [visit.week]), visit.clinical),
        biomechanics: visit.biomechanics.map {
          Self.marked(biomechanics.scaled($0 + [visit.week]), $0)
        },
        insole: visit.stance.map { insole($0, week: week) },
        measures: visit.stance.map { measures.scaled($0.measures) })
    }
    let row = try table.transform(Matrix([RecoveryTable.row(item)])).row(0)
    return PreparedCase(
      demographics: demographics.scaled(item.demographics), visits: visits,
      table: row.map { Float(max(-6, min(6, $0))) }, progress: item.progress.map(Scalar.init),
      level: item.level, weeks: item.weeks.map { Scalar($0 / meanWeeks) },
      isCensored: item.isCensored)
  }

  private static func marked(_ scaled: [Float], _ values: [Double]) -> [Float] {
    scaled + values.map { $0.isFinite ? 0 : 1 }
  }

  /// The curves with the stance's measures and the week beside them as constant channels.
  private func insole(_ stance: InsoleStance, week: Float) -> [Float] {
    let constant = measures.scaled(stance.measures) + [week]
    let width = stance.curves.channelCount
    var values: [Float] = []
    values.reserveCapacity(stance.curves.frameCount * (width + constant.count))
    for point in 0..<stance.curves.frameCount {
      values += curves.scaled((0..<width).map { Double(stance.curves[point, $0]) })
      values += constant
    }
    return values
  }
}

/// A case as numbers of unit scale.
struct PreparedCase: Sendable {
  struct Visit: Sendable {
    let clinical: [Float]
    var biomechanics: [Float]?
    /// `[points, channels]`.
    var insole: [Float]?
    var measures: [Float]?
  }

  let demographics: [Float]
  var visits: [Visit]
  let table: [Float]
  let progress: Scalar?
  let level: Int?
  /// In means of the training people.
  let weeks: Scalar?
  let isCensored: Bool
}
