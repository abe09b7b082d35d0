/// One row of a published table of classification scores, as printed.
public struct PublishedRow: Hashable, Sendable, Codable {
  /// The model's name.
  public var name: String

  /// The printed accuracy, in 0...1.
  public var accuracy: Double?

  /// The printed precision, in 0...1.
  public var precision: Double?

  /// The printed recall (sensitivity), in 0...1.
  public var recall: Double?

  /// The printed F1 score, in 0...1.
  public var f1: Double?

  /// The printed area under the ROC curve, in 0...1.
  public var area: Double?

  /// A row as printed; scores that are not printed stay `nil`.
  public init(
    _ name: String, accuracy: Double? = nil, precision: Double? = nil, recall: Double? = nil,
    f1: Double? = nil, area: Double? = nil
  ) {
    self.name = name
    self.accuracy = accuracy
    self.precision = precision
    self.recall = recall
    self.f1 = f1
    self.area = area
  }
}

/// The values that round to a printed number.
struct PrintedRange {
  let lower, upper: Double

  init(_ printed: Double, decimals: Int) {
    var half = 0.5
    for _ in 0..<max(0, decimals) { half /= 10 }
    // A hair of slack, so that a number printed exactly half-way is not refused by binary rounding.
    half += 1e-12
    lower = max(0, printed - half)
    upper = min(1, printed + half)
  }

  init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  func overlaps(_ other: PrintedRange) -> Bool { lower <= other.upper && other.lower <= upper }
}
