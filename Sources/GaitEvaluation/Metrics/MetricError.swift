/// Why a number that describes a prediction does not exist.
public enum MetricError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two lists that must pair up have different lengths.
  case lengthMismatch(metric: String, expected: Int, found: Int)

  /// Fewer values than the definition needs.
  case tooFewValues(metric: String, needed: Int, found: Int)

  /// A value is NaN or infinite.
  case nonFinite(metric: String, index: Int)

  /// The definition divides by zero on this input, for instance for a constant target.
  case undefined(metric: String, reason: String)

  /// A label, probability or option is outside its range.
  case outOfRange(metric: String, index: Int, value: Double, allowed: String)

  /// A one-line account of what was expected and what was found.
  public var description: String {
    switch self {
    case .lengthMismatch(let metric, let expected, let found):
      return "\(metric): \(found) values for \(expected)"
    case .tooFewValues(let metric, let needed, let found):
      return "\(metric): \(found) values, at least \(needed) needed"
    case .nonFinite(let metric, let index):
      return "\(metric): the value at \(index) is not finite"
    case .undefined(let metric, let reason):
      return "\(metric): undefined, \(reason)"
    case .outOfRange(let metric, let index, let value, let allowed):
      return "\(metric): \(value) at \(index), expected \(allowed)"
    }
  }
}

/// Throws unless the lists pair up, hold enough values and are finite.
func checkPairs(_ metric: String, _ a: [Double], _ b: [Double], atLeast needed: Int) throws {
  guard a.count == b.count else {
    throw MetricError.lengthMismatch(metric: metric, expected: b.count, found: a.count)
  }
  guard a.count >= needed else {
    throw MetricError.tooFewValues(metric: metric, needed: needed, found: a.count)
  }
  for index in a.indices where !(a[index].isFinite && b[index].isFinite) {
    throw MetricError.nonFinite(metric: metric, index: index)
  }
}
