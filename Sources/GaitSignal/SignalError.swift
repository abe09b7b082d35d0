import Foundation

/// Why a signal could not be processed.
public enum SignalError: Error, Hashable, Sendable {
  /// A cut-off frequency is not between zero and half the sampling rate, or a band is empty.
  case invalidCutoff(operation: String, cutoffHz: Double, sampleRateHz: Double)
  /// The order of a filter is outside of what is supported.
  case invalidOrder(operation: String, order: Int, allowed: ClosedRange<Int>)
  /// The signal has fewer samples than the operation needs.
  case tooShort(operation: String, needed: Int, found: Int)
  /// Two arrays that belong together differ in length.
  case differentLengths(operation: String, expected: Int, found: Int)
  /// A parameter has a value for which the operation makes no sense.
  case invalidParameter(operation: String, expected: String, found: String)
}

extension SignalError: CustomStringConvertible {
  /// The operation, what it needs and what it was given.
  public var description: String {
    switch self {
    case .invalidCutoff(let operation, let cutoff, let rate):
      "\(operation): a cut-off must lie between 0 and half of \(rate) Hz, found \(cutoff) Hz"
    case .invalidOrder(let operation, let order, let allowed):
      "\(operation): expected an order from \(allowed.lowerBound) to \(allowed.upperBound), "
        + "found \(order)"
    case .tooShort(let operation, let needed, let found):
      "\(operation): needs at least \(needed) samples, found \(found)"
    case .differentLengths(let operation, let expected, let found):
      "\(operation): expected \(expected) values, found \(found)"
    case .invalidParameter(let operation, let expected, let found):
      "\(operation): expected \(expected), found \(found)"
    }
  }
}

extension SignalError: LocalizedError {
  /// The same text as `description`.
  public var errorDescription: String? { description }
}
