import GaitTensor

/// The input of a comparison network: one block of signals.
public struct SequenceInput: NamedInput, Sendable {
  /// Signals [batch, time, channels].
  public var x: Tensor

  /// The signals.
  public init(_ x: Tensor) {
    self.x = x
  }

  /// The tensor `x`.
  public init(named: NamedTensors) throws {
    x = try named.tensor("x", of: "comparison network")
  }
}

/// The output of a comparison network: one block of signals.
public struct SequenceOutput: NamedOutput, Sendable {
  /// Predictions at every step [batch, time, outputs].
  public let y: Tensor

  /// The predictions.
  public init(_ y: Tensor) {
    self.y = y
  }

  /// The tensor `y`.
  public var named: [(name: String, tensor: Tensor)] { [("y", y)] }
}
