import GaitKernels
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

  /// Changes the value's block: in place where nothing else holds it, else in a copy.
  ///
  /// A tensor that somebody took before stays what it was.
  package func update(_ body: (Buffer) -> Void) {
    let shape = value.shape
    var block = value.buffer
    // The block must have no second owner here, or it would be copied.
    value = Self.empty
    if !isKnownUniquelyReferenced(&block) { block = block.copy(count: block.count) }
    block.forgetPacking()
    body(block)
    value = Tensor(block, shape)
  }

  private static let empty = Tensor.zeros([0])

  /// Replaces the value.
  ///
  /// - Precondition: The shape stays.
  public func assign(_ newValue: Tensor) {
    precondition(
      newValue.shape == value.shape, "assign: \(newValue.shape) to a parameter of \(value.shape)")
    value = newValue.detached
  }
}
