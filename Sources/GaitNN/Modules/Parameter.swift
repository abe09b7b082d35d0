import GaitTensor

/// A tensor that training changes, with an identity of its own.
///
/// Identity is what optimiser state, freezing and shared weights hang on, so this is a class.
public final class Parameter {
  /// The present value; while a tape watches the module, its link to that tape.
  public internal(set) var value: Tensor

  /// Whether training may change the value.
  public var isTrainable: Bool

  /// A parameter that begins at a value.
  public init(_ value: Tensor, isTrainable: Bool = true) {
    self.value = value.detached
    self.isTrainable = isTrainable
  }

  /// Replaces the value.
  ///
  /// - Precondition: The shape stays.
  public func assign(_ newValue: Tensor) {
    precondition(
      newValue.shape == value.shape, "assign: \(newValue.shape) to a parameter of \(value.shape)")
    value = newValue.detached
  }
}
