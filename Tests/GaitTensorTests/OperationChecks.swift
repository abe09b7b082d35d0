import GaitKernels
import GaitTensor
import GaitTestSupport
import XCTest

/// A function of tensors whose gradients are held against finite differences.
struct OperationCheck {
  let title: String
  let inputs: [Tensor]
  let function: ([Tensor]) -> Tensor

  /// A check; the function must be smooth near the inputs.
  init(_ title: String, _ inputs: [Tensor], _ function: @escaping ([Tensor]) -> Tensor) {
    self.title = title
    self.inputs = inputs
    self.function = function
  }

  /// The names of the operations that the function records.
  var recordedNames: [String] {
    let tape = Tape()
    _ = function(inputs.map { tape.watch($0) })
    return tape.operationNames
  }

  func assertGradients(file: StaticString = #filePath, line: UInt = #line) {
    assertGradient(of: function, at: inputs, title, file: file, line: line)
  }
}

/// Every gradient check of the operations.
///
/// A family of operations adds its list here.
enum OperationChecks {
  static var all: [OperationCheck] {
    activations + elementaryFunctions + arithmetic + reductions + softmax + layerNormalization
      + products + rearrangements + selections + masking + attention + dropout + recurrence
      + convolutions + pools + batchNormalization + channelsLast + fourier + sequenceFilters
      + gatedRecurrence
  }

  /// Normal numbers.
  static func normal(_ extents: Int..., seed: UInt64 = 1) -> Tensor {
    var random = RandomSource(seed: seed &+ UInt64(extents.count) &* 31)
    return .normal(Shape(extents), using: &random)
  }

  /// Numbers in a range.
  static func uniform(
    _ range: ClosedRange<Float>, _ extents: Int..., seed: UInt64 = 1
  ) -> Tensor {
    var random = RandomSource(seed: seed &+ 77)
    return .uniform(Shape(extents), in: range, using: &random)
  }

  /// Numbers at least 0.2 apart from each other and from zero, in random order: no kink nearby.
  static func spread(_ extents: Int..., seed: UInt64 = 1) -> Tensor {
    var random = RandomSource(seed: seed)
    let shape = Shape(extents)
    let values = (0..<shape.count).map { (Float($0 - shape.count / 2) + 0.5) * 0.25 }
    return Tensor(values.shuffled(using: &random), shape: shape)
  }
}

/// Asserts that an operation gives the outputs and gradients of a reference case.
func assertMatches(
  _ reference: ReferenceCase, _ names: [String], absolute: Double = 2e-6, relative: Double = 2e-6,
  _ message: String, file: StaticString = #filePath, line: UInt = #line,
  _ function: ([Tensor]) -> Tensor
) throws {
  let inputs = try names.map { try XCTUnwrap(reference.inputs[$0], file: file, line: line) }
  let output = function(inputs)
  let expected = try XCTUnwrap(reference.outputs["output"], file: file, line: line)
  assertClose(
    output, expected, absolute: absolute, relative: relative, message, file: file, line: line)
  let gradients = tapeGradients(of: function, at: inputs, weights: reference.outputs["weight"])
  for (name, gradient) in zip(names, gradients) {
    let wanted = try XCTUnwrap(reference.inputGradients[name], file: file, line: line)
    assertClose(
      gradient, wanted, absolute: absolute, relative: relative,
      "\(message), gradient of \(name):", file: file, line: line)
  }
}
