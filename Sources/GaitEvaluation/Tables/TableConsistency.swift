/// Finds rows of a published table that no set of predictions can produce.
///
/// Each printed score stands for every value that rounds to it; a row is flagged only when no
/// choice among those values works, so a consistent row is never flagged for its rounding.
public struct TableConsistency: Hashable, Sendable, Codable {
  /// A law that scores obey.
  public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
    /// Every score lies in 0...1.
    case scoreOutsideUnitInterval

    /// For one class, F1 = 2 P R / (P + R).
    case f1DiffersFromHarmonicMean

    /// F1 <= max(P, R), for one class.
    case f1AboveLargerOfPrecisionAndRecall

    /// F1 >= min(P, R), for one class.
    case f1BelowSmallerOfPrecisionAndRecall

    /// F1 <= (P + R) / 2, for one class and for averages over classes alike.
    case f1AboveMeanOfPrecisionAndRecall

    /// The share of positives that accuracy, precision and recall imply lies in 0...1.
    case impliedPrevalenceImpossible

    /// The area lies between those of the lowest and highest curve through the operating point.
    case areaImpossible

    /// Some counts of right and wrong rows round to the printed scores.
    case noCountsFit

    /// Rows scored on one set imply one share of positives.
    case prevalenceDiffersBetweenRows

    /// Whether the law holds for averages over classes as well as for one class.
    public var holdsForAverages: Bool {
      self == .scoreOutsideUnitInterval || self == .f1AboveMeanOfPrecisionAndRecall
    }
  }

  /// A law that a row breaks.
  public struct Finding: Hashable, Sendable, Codable {
    /// The row's name; `nil` for the table as a whole.
    public let row: String?

    /// The law that is broken.
    public let rule: Rule

    /// What is printed and what would be possible.
    public let explanation: String
  }

  /// What the printed precision, recall and F1 are.
  public enum Averaging: String, Hashable, Sendable, Codable {
    /// Scores of the positive class of a yes-or-no outcome.
    case positiveClass

    /// Averages over classes, or not stated; only laws that hold for those are applied.
    case unknown
  }

  /// The number of printed decimals.
  public var decimals: Int

  /// What the printed scores are.
  public var averaging: Averaging

  /// The number of rows the models were scored on, if the paper gives it.
  public var sampleCount: Int?

  /// A check of tables printed with so many decimals.
  public init(decimals: Int = 3, averaging: Averaging = .positiveClass, sampleCount: Int? = nil) {
    self.decimals = decimals
    self.averaging = averaging
    self.sampleCount = sampleCount
  }

  /// The laws that rows of one table break.
  ///
  /// - Parameter rows: The rows, all scored on the same set.
  /// - Returns: The findings in the order of rows, then those of the table as a whole.
  public func findings(in rows: [PublishedRow]) -> [Finding] {
    var found = rows.flatMap(findings)
    if averaging == .positiveClass, let table = prevalenceFinding(rows) { found.append(table) }
    return found
  }

  /// The names of the rows that cannot have been produced by any predictions.
  ///
  /// - Parameter rows: The rows, all scored on the same set.
  /// - Returns: The names in the order of rows.
  public func impossibleRows(in rows: [PublishedRow]) -> [String] {
    rows.filter { !findings(in: $0).isEmpty }.map(\.name)
  }

  func range(_ printed: Double) -> PrintedRange { PrintedRange(printed, decimals: decimals) }
}
