import Foundation
import GaitEvaluation
import XCTest

/// What a paper claims, and what the study measures of it here.
struct Claim {
  /// Authors and year.
  let paper: String
  /// The claim in a line.
  let statement: String
  /// The paper's own figure; nil where it states none, or where ours is synthetic and must not
  /// stand beside it.
  var published: String?
  /// The measured value with its interval.
  let measured: ConfidenceInterval
  /// What the interval is over.
  let over: String
  /// Where the measured value is expected: around what was measured before, as wide as seeds spread.
  ///
  /// Docs/Validation.md says which of them are from five seeds and which from fewer.
  let committed: ClosedRange<Double>
  /// Where the whole interval must lie for the claim to hold on these data.
  let holdsIn: ClosedRange<Double>

  /// Whether the claim holds on these data: the interval lies wholly where it should.
  var holds: Bool { holdsIn.contains(measured.lower) && holdsIn.contains(measured.upper) }

  /// Prints the claim beside the measured value, and fails the test where that left its interval.
  func assertCommitted(file: StaticString = #filePath, line: UInt = #line) {
    print(row)
    XCTAssertTrue(
      committed.contains(measured.estimate),
      "\(statement): measured \(Self.text(measured.estimate)), committed "
        + "\(Self.text(committed.lowerBound)) to \(Self.text(committed.upperBound))",
      file: file, line: line)
  }

  /// A row of the table in Docs/Validation.md.
  var row: String {
    let value =
      "\(Self.text(measured.estimate)) (\(Self.text(measured.lower)) to "
      + "\(Self.text(measured.upper)), over \(over))"
    let verdict = holds ? "holds here" : "not shown here"
    return "| \(paper) | \(statement) | \(published ?? "–") | \(value) | \(verdict) |"
  }

  static let head =
    "| paper | claim | published | measured here | verdict |\n|---|---|---|---|---|"

  private static func text(_ value: Double) -> String {
    String(format: "%.3f", locale: Locale(identifier: "en_US_POSIX"), value)
  }
}

/// Where an interval must lie.
extension ClosedRange<Double> {
  static func atLeast(_ value: Double) -> ClosedRange<Double> { value...Double.infinity }
  static func atMost(_ value: Double) -> ClosedRange<Double> { -Double.infinity...value }
  static var above0: ClosedRange<Double> { Double.leastNonzeroMagnitude...Double.infinity }
  static var below0: ClosedRange<Double> { -Double.infinity...(-Double.leastNonzeroMagnitude) }
}

extension ConfidenceInterval {
  /// The mean of values with the interval of Student's t.
  init(meanOf values: [Double]) {
    precondition(values.count > 1, "ConfidenceInterval: \(values.count) values")
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let width =
      StudentDistribution(degreesOfFreedom: count - 1).quantile(0.975)
      * (variance / count).squareRoot()
    self.init(estimate: mean, lower: mean - width, upper: mean + width, confidence: 0.95)
  }
}
