import GaitNN
import GaitTensor
import XCTest

/// Asserts that a layer with a case's weights gives its outputs and all of its gradients.
///
/// The scalar whose gradients are compared is the sum of the first output times the case's
/// `weight` tensor.
///
/// - Parameters:
///   - reference: The case.
///   - module: The layer, whose weights are replaced.
///   - inputs: The names of the inputs, in the order in which `forward` takes them.
///   - others: The names of the outputs behind the first.
///   - absolute: The tolerance near zero.
///   - relative: The tolerance as a part of the expected magnitude.
///   - message: Put before the report of a failure.
///   - file: Where a failure is shown.
///   - line: Where a failure is shown.
///   - forward: Runs the layer.
/// - Throws: Where the case lacks a tensor.
public func assertLayer(
  _ reference: ReferenceCase, _ module: any Module, inputs: [String], others: [String] = [],
  absolute: Double = 4e-6, relative: Double = 1e-5, _ message: String = "",
  file: StaticString = #filePath, line: UInt = #line, forward: ([Tensor]) -> [Tensor]
) throws {
  reference.assign(to: module, file: file, line: line)
  let values = try inputs.map { try XCTUnwrap(reference.inputs[$0], file: file, line: line) }
  let weight = try XCTUnwrap(reference.outputs["weight"], file: file, line: line)
  var watched: [Tensor] = []
  var outputs: [Tensor] = []
  let result = valueAndAllGradients(of: module) { tape in
    watched = values.map { tape.watch($0) }
    outputs = forward(watched)
    return (outputs[0] * weight).sum()
  }
  for (name, output) in zip(["output"] + others, outputs) {
    let expected = try XCTUnwrap(reference.outputs[name], file: file, line: line)
    assertClose(
      output, expected, absolute: absolute, relative: relative, "\(message) \(name):", file: file,
      line: line)
  }
  reference.assertGradients(
    result.gradients, absolute: absolute, relative: relative, file: file, line: line)
  for (name, tensor) in zip(inputs, watched) {
    guard let expected = reference.inputGradients[name] else { continue }
    let found = try XCTUnwrap(
      result.watched[tensor], "no gradient of \(name)", file: file, line: line)
    assertClose(
      found, expected, absolute: absolute, relative: relative, "\(message) gradient of \(name):",
      file: file, line: line)
  }
}
