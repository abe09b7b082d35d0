import GaitTensor

/// Sets elements to zero at random during training, and passes its input through at inference.
public struct Dropout: Sendable {
  /// The probability that an element is set to zero.
  public let rate: Scalar

  /// Dropout of a rate in 0..<1.
  public init(_ rate: Scalar) {
    precondition(rate >= 0 && rate < 1, "Dropout: rate \(rate) is not in 0..<1")
    self.rate = rate
  }

  /// The input with elements dropped, or as it is.
  public func callAsFunction(_ x: Tensor, _ context: inout Context) -> Tensor {
    guard context.mode == .training, context.appliesDropout, rate > 0 else { return x }
    return dropout(x, rate: rate, key: context.random.next())
  }
}
