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
    let (rate, key) = draw(&context)
    return rate > 0 ? dropout(x, rate: rate, key: key) : x
  }

  /// The rate that holds in a context, and the key of the draws where it is above zero.
  func draw(_ context: inout Context) -> (rate: Scalar, key: UInt64) {
    guard context.mode == .training, context.appliesDropout, rate > 0 else { return (0, 0) }
    return (rate, context.random.next())
  }
}
