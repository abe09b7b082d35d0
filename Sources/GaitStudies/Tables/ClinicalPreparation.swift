import GaitClassic
import GaitData
import GaitEvaluation

/// From typed clinical columns to numbers for a learner or a network: filled, scaled, encoded.
///
/// Numbers and scores go through the steps of classical learning, an imputer and a scaler; categories
/// become zeros and ones, and missing cells leave a mark. Every parameter is fitted on the training
/// people's rows alone.
///
/// ```swift
/// let preparation = ClinicalPreparation(
///   steps: NearestNeighborsImputer(neighbors: 5).then(StandardScaler()))
/// let fitted = try preparation.fitted(to: table, rows: trainingRows)
/// let features = try fitted.features(table, rows: testRows)
/// ```
public struct ClinicalPreparation<Steps: FeatureTransform>: Sendable, Codable {
  /// How categories and missing cells are encoded.
  public var encoder: ClinicalEncoder
  /// What happens to numbers and scores.
  public var steps: Steps

  /// A preparation.
  ///
  /// - Parameters:
  ///   - encoder: How categories and missing cells are encoded.
  ///   - steps: What happens to numbers and scores, such as
  ///     `SimpleImputer().then(StandardScaler())`.
  public init(encoder: ClinicalEncoder = ClinicalEncoder(), steps: Steps) {
    self.encoder = encoder
    self.steps = steps
  }

  /// Learns everything from the training people's rows.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - rows: The training people's rows; no other is looked at.
  /// - Returns: The fitted preparation.
  /// - Throws: `ClinicalTableError`, or `LearningError` as the steps do.
  public func fitted(
    to table: ClinicalTable, rows: [Int]
  ) throws -> FittedClinicalPreparation<Steps.Fitted> {
    let encoder = try encoder.fitted(to: table, rows: rows)
    let quantities = try encoder.quantities(table, rows: rows)
    // A table of categories alone has nothing to fill or to scale.
    let steps =
      quantities.names.isEmpty
      ? nil
      : try self.steps.fit(
        Matrix(quantities.rows), targets: nil,
        subjects: Subjects(rows.map { table.participants[$0].rawValue }))
    return FittedClinicalPreparation(encoder: encoder, steps: steps)
  }
}

/// What training people taught about a clinical table; turns any rows of it into numbers.
public struct FittedClinicalPreparation<Steps: FittedFeatureTransform>: Sendable, Codable, Equatable
{
  /// The levels and the missing columns of training people.
  public let encoder: FittedClinicalEncoder
  /// The fitted imputer and scaler; nil if the table has categories alone.
  public let steps: Steps?

  /// Rows as numbers: filled and scaled quantities, then marks.
  ///
  /// - Parameters:
  ///   - table: A table that has the training table's columns.
  ///   - rows: The rows wanted.
  /// - Returns: One row each; no row depends on another.
  /// - Throws: `ClinicalTableError`, or `LearningError` as the steps do.
  public func features(_ table: ClinicalTable, rows: [Int]) throws -> Matrix {
    let marks = try encoder.marks(table, rows: rows)
    guard let steps, !rows.isEmpty else { return Matrix(marks.rows) }
    let quantities = try encoder.quantities(table, rows: rows)
    let filled = try steps.transform(Matrix(quantities.rows))
    return Matrix(rows.indices.map { Array(filled.row($0)) + marks.rows[$0] })
  }

  /// Rows as numbers, packed by person and visit for a network.
  ///
  /// - Parameters:
  ///   - table: A table that has the training table's columns.
  ///   - rows: The rows wanted.
  ///   - visitCount: The visits of the rectangle; those of the longest series if nil.
  /// - Returns: The visits of the people of these rows.
  /// - Throws: `ClinicalTableError`, or `LearningError` as the steps do.
  public func visits(
    _ table: ClinicalTable, rows: [Int], visitCount: Int? = nil
  ) throws -> PackedVisits {
    let features = try features(table, rows: rows)
    return try PackedVisits(
      file: table.file, participants: rows.map { table.participants[$0] },
      order: rows.map { table.order[$0] }, columnNames: names(of: features),
      values: (0..<features.rowCount).map { Array(features.row($0)) }, visitCount: visitCount)
  }

  /// Names of the columns; a step that adds or removes columns leaves only numbers for names.
  private func names(of features: Matrix) -> [String] {
    let marks = encoder.markNames
    let count = features.columnCount - marks.count
    let own = encoder.quantityNames
    return (own.count == count ? own : (0..<max(0, count)).map { "quantity \($0 + 1)" }) + marks
  }
}
