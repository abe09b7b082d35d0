import GaitKernels
import GaitNN
import GaitTensor
import XCTest

/// Asserts that a network with a case's weights gives its outputs, gradients and losses in training.
///
/// The scalar is the mean of the squared first output; the training run is Adam's, on this one batch.
///
/// - Parameters:
///   - reference: The case.
///   - module: The network, whose weights are replaced.
///   - inputs: The names of the inputs, in the order in which `forward` takes them.
///   - outputs: The names of the outputs, in the order in which `forward` returns them.
///   - file: Where a failure is shown.
///   - line: Where a failure is shown.
///   - forward: Runs the network.
/// - Throws: Where the case lacks a tensor.
public func assertModel(
  _ reference: ReferenceCase, _ module: any Module, inputs: [String], outputs: [String],
  file: StaticString = #filePath, line: UInt = #line, forward: ([Tensor]) -> [Tensor]
) throws {
  reference.assign(to: module, file: file, line: line)
  let values = try inputs.map { try XCTUnwrap(reference.inputs[$0], file: file, line: line) }
  var watched: [Tensor] = []
  var found: [Tensor] = []
  let result = valueAndAllGradients(of: module) { tape in
    watched = values.map { tape.watch($0) }
    found = forward(watched)
    return square(found[0]).mean()
  }
  XCTAssertEqual(outputs.sorted(), reference.outputs.keys.sorted(), file: file, line: line)
  for (name, output) in zip(outputs, found) {
    let expected = try XCTUnwrap(reference.outputs[name], file: file, line: line)
    assertClose(
      output, expected, absolute: 4e-6, relative: 1e-5, "\(name):", file: file, line: line)
  }
  reference.assertGradients(
    result.gradients, absolute: 4e-6, relative: 1e-5, file: file, line: line)
  for (name, tensor) in zip(inputs, watched) {
    let gradient = try XCTUnwrap(result.watched[tensor], file: file, line: line)
    let expected = try XCTUnwrap(reference.inputGradients[name], file: file, line: line)
    assertClose(
      gradient, expected, absolute: 4e-6, relative: 1e-5, "gradient of \(name):", file: file,
      line: line)
  }
  let losses = try XCTUnwrap(reference.numbers["losses"], file: file, line: line)
  let rate = try XCTUnwrap(reference.numbers["learning_rate"]?.first, file: file, line: line)
  let trained = trainingLosses(of: module, steps: losses.count, learningRate: Scalar(rate)) {
    square(forward(values)[0]).mean()
  }
  assertClose(trained, losses, relative: 2e-5, "losses of training:", file: file, line: line)
}

/// The losses before each of a number of Adam steps.
public func trainingLosses(
  of module: any Module, steps: Int, learningRate: Scalar, loss: () -> Tensor
) -> [Scalar] {
  var settings = Kernels.Adam()
  settings.learningRate = learningRate
  let parameters = module.trainableParameters
  let moments = parameters.map { entry in
    let count = entry.parameter.value.count
    return (Buffer(repeating: 0, count: count), Buffer(repeating: 0, count: count))
  }
  return (1...steps).map { step in
    let (value, gradients) = valueAndGradients(of: module) { _ in loss() }
    settings.stepNumber = step
    for (entry, moment) in zip(parameters, moments) {
      guard let gradient = gradients[entry.path] else { continue }
      let old = entry.parameter.value
      let updated = old.buffer.copy(count: old.count)
      Kernels.adam(
        settings, gradient: gradient.buffer, parameter: updated, firstMoment: moment.0,
        secondMoment: moment.1)
      entry.parameter.assign(Tensor(updated, old.shape))
    }
    return value
  }
}
