import GaitKernels
import GaitNN
import GaitTensor
import XCTest

/// What a test says about a module so that the promises every module makes can be checked.
public struct ModuleContract<Subject: Module> {
  /// Makes the module from a seed.
  public var make: (_ random: inout RandomSource) -> Subject
  /// Inputs whose first axis is the batch.
  public var inputs: [Tensor]
  /// Runs the module on the given rows of the batch; each output's first axis is the batch.
  public var forward:
    (_ module: Subject, _ inputs: [Tensor], _ rows: Range<Int>, _ context: inout Context)
      -> [Tensor]
  /// The registered names, in order; nil where the test does not list them.
  public var names: [String]?
  /// Whether training draws random numbers.
  public var isRandomInTraining = false
  /// The inputs again, with garbage where lengths or masks say that nothing is.
  public var inputsWithGarbage: [Tensor]?
  /// Parameters whose exact gradient is zero, such as the bias of keys in attention.
  public var namesWithoutGradient: Set<String> = []
  /// The tolerance of a batch against its rows one by one.
  public var batchTolerance = 2e-5

  /// A contract; see the properties.
  public init(
    make: @escaping (_ random: inout RandomSource) -> Subject, inputs: [Tensor],
    forward:
      @escaping (
        _ module: Subject, _ inputs: [Tensor], _ rows: Range<Int>, _ context: inout Context
      ) -> [Tensor]
  ) {
    self.make = make
    self.inputs = inputs
    self.forward = forward
  }

  fileprivate var batch: Int { inputs[0].shape[0] }

  fileprivate func made(_ seed: UInt64) -> Subject {
    var random = RandomSource(seed: seed)
    return make(&random)
  }

  fileprivate func run(
    _ module: Subject, _ inputs: [Tensor], _ context: Context
  ) -> [Tensor] {
    var context = context
    return forward(module, inputs, 0..<batch, &context)
  }
}

/// Asserts what every module promises: see the messages of the parts.
public func assertModuleContract<Subject: Module>(
  _ contract: ModuleContract<Subject>, file: StaticString = #filePath, line: UInt = #line
) {
  assertRegistersItsParameters(contract, file: file, line: line)
  assertSeedsDecide(contract, file: file, line: line)
  assertGradientReachesEveryParameter(contract, file: file, line: line)
  assertRowsAreIndependent(contract, file: file, line: line)
  if let garbage = contract.inputsWithGarbage {
    assertGarbageIsNeverRead(contract, garbage, file: file, line: line)
  }
}

private func assertRegistersItsParameters<Subject: Module>(
  _ contract: ModuleContract<Subject>, file: StaticString, line: UInt
) {
  let module = contract.made(1)
  let registered = module.namedParameters
  let stored = Set(ParameterAudit.parameters(in: module).map { ObjectIdentifier($0) })
  let named = Set(registered.map { ObjectIdentifier($0.parameter) })
  XCTAssertEqual(
    named.count, registered.count, "a parameter has two names", file: file, line: line)
  XCTAssertEqual(
    stored, named, "\(stored.count) parameters are stored, \(named.count) registered",
    file: file, line: line)
  if let names = contract.names {
    XCTAssertEqual(registered.map(\.path), names, file: file, line: line)
  }
}

private func assertSeedsDecide<Subject: Module>(
  _ contract: ModuleContract<Subject>, file: StaticString, line: UInt
) {
  let (first, twin) = (contract.made(1), contract.made(1))
  for (one, other) in zip(first.namedParameters, twin.namedParameters) {
    assertSameBits(
      one.parameter.value, other.parameter.value, "\(one.path) of equal seeds:", file: file,
      line: line)
  }
  func outputs(_ module: Subject, _ mode: Context.Mode, _ seed: UInt64) -> [Tensor] {
    contract.run(
      module, contract.inputs, Context(mode: mode, random: RandomSource(seed: seed)))
  }
  for (one, other) in zip(outputs(first, .inference, 1), outputs(twin, .inference, 2)) {
    assertSameBits(one, other, "inference with another random source:", file: file, line: line)
  }
  // Fresh twins, because running statistics may have moved.
  let drawn = outputs(contract.made(1), .training, 1)
  for (one, other) in zip(drawn, outputs(contract.made(1), .training, 1)) {
    assertSameBits(one, other, "training with equal seeds:", file: file, line: line)
  }
  let redrawn = outputs(contract.made(1), .training, 2)
  let isSame = zip(drawn, redrawn).allSatisfy { $0.elements == $1.elements }
  XCTAssertEqual(
    isSame, !contract.isRandomInTraining, "training with different seeds", file: file, line: line)
}

private func assertGradientReachesEveryParameter<Subject: Module>(
  _ contract: ModuleContract<Subject>, file: StaticString, line: UInt
) {
  let module = contract.made(1)
  var random = RandomSource(seed: 9)
  let (_, gradients) = valueAndGradients(of: module) { _ in
    let outputs = contract.run(module, contract.inputs, .training(seed: 3))
    let parts = outputs.map { ($0 * Tensor.normal($0.shape, using: &random)).sum() }
    return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
  }
  for entry in module.trainableParameters where !contract.namesWithoutGradient.contains(entry.path)
  {
    guard let gradient = gradients[entry.path] else {
      XCTFail("no gradient reaches \(entry.path)", file: file, line: line)
      continue
    }
    XCTAssertEqual(gradient.shape, entry.parameter.value.shape, entry.path, file: file, line: line)
    XCTAssert(
      gradient.elements.allSatisfy(\.isFinite) && gradient.elements.contains { $0 != 0 },
      "the gradient of \(entry.path) is zero or not finite", file: file, line: line)
    XCTAssertFalse(entry.parameter.value.isTracked, entry.path, file: file, line: line)
  }
}

private func assertRowsAreIndependent<Subject: Module>(
  _ contract: ModuleContract<Subject>, file: StaticString, line: UInt
) {
  let module = contract.made(1)
  let whole = contract.run(module, contract.inputs, .inference)
  for row in 0..<contract.batch {
    var context = Context.inference
    let single = contract.inputs.map { $0.sliced(axis: 0, row..<row + 1) }
    let outputs = contract.forward(module, single, row..<row + 1, &context)
    for (index, output) in outputs.enumerated() {
      assertClose(
        output, whole[index].sliced(axis: 0, row..<row + 1), absolute: contract.batchTolerance,
        relative: contract.batchTolerance, "output \(index) of row \(row) alone:", file: file,
        line: line)
    }
  }
}

private func assertGarbageIsNeverRead<Subject: Module>(
  _ contract: ModuleContract<Subject>, _ garbage: [Tensor], file: StaticString, line: UInt
) {
  let module = contract.made(1)
  func pass(_ inputs: [Tensor]) -> (outputs: [Tensor], gradients: ParameterGradients) {
    var outputs: [Tensor] = []
    let (_, gradients) = valueAndGradients(of: module) { _ in
      outputs = contract.run(module, inputs, .inference)
      return outputs.dropFirst().reduce(square(outputs[0]).sum()) { $0 + square($1).sum() }
    }
    return (outputs.map(\.detached), gradients)
  }
  let (clean, dirty) = (pass(contract.inputs), pass(garbage))
  for (one, other) in zip(clean.outputs, dirty.outputs) {
    assertSameBits(other, one, "outputs with garbage in the padding:", file: file, line: line)
  }
  for (path, gradient) in clean.gradients.byPath {
    guard let other = dirty.gradients[path] else {
      XCTFail("no gradient of \(path) with garbage in the padding", file: file, line: line)
      continue
    }
    assertSameBits(
      other, gradient, "gradient of \(path) with garbage in the padding:", file: file, line: line)
  }
}
