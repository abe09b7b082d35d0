import GaitTensor

/// The gradients of a module's trainable parameters, by path.
public struct ParameterGradients: Sendable {
  /// Gradients by path; a parameter that the loss does not depend on is absent.
  public var byPath: [String: Tensor]

  /// Gradients by path.
  public init(_ byPath: [String: Tensor]) {
    self.byPath = byPath
  }

  /// The gradient of the parameter at a path.
  public subscript(path: String) -> Tensor? { byPath[path] }
}

/// A loss and its gradients for the trainable parameters of a module.
///
/// The closure computes a scalar with the module; it is handed the tape, to watch inputs on where
/// their gradients are wanted too.
///
/// - Parameters:
///   - module: The module whose parameters are watched.
///   - loss: Computes a tensor of one element.
/// - Returns: The loss and the gradients.
public func valueAndGradients(
  of module: any Module, _ loss: (Tape) throws -> Tensor
) rethrows -> (value: Scalar, gradients: ParameterGradients) {
  let result = try valueAndAllGradients(of: module, loss)
  return (result.value, result.gradients)
}

/// As `valueAndGradients`, with the gradients of the tensors that the closure itself watched.
public func valueAndAllGradients(
  of module: any Module, _ loss: (Tape) throws -> Tensor
) rethrows -> (value: Scalar, gradients: ParameterGradients, watched: Gradients) {
  let tape = Tape()
  let parameters = module.trainableParameters
  let watched = parameters.map { tape.watch($0.parameter.value) }
  for (entry, tensor) in zip(parameters, watched) { entry.parameter.value = tensor }
  defer {
    for entry in parameters { entry.parameter.value = entry.parameter.value.detached }
    tape.clear()
  }
  let scalar = try loss(tape)
  let value = scalar.item
  guard scalar.isTracked else {
    return (value, ParameterGradients([:]), tape.gradients(of: tape.watch(scalar)))
  }
  let gradients = tape.gradients(of: scalar)
  var byPath: [String: Tensor] = [:]
  for (entry, tensor) in zip(parameters, watched) { byPath[entry.path] = gradients[tensor] }
  return (value, ParameterGradients(byPath), gradients)
}

/// Runs a closure in which no tape watches the parameters of some modules: what they compute from tensors that are not
/// watched either is a constant to every tape, and nothing is kept for a derivative.
///
/// - Parameters:
///   - modules: The modules whose parameters count as constants.
///   - body: What to compute.
/// - Returns: What the closure returns.
public func withoutGradients<Result>(
  of modules: [any Module], _ body: () throws -> Result
) rethrows -> Result {
  let parameters = modules.flatMap(\.trainableParameters).map(\.parameter)
  let watched = parameters.map(\.value)
  for parameter in parameters { parameter.value = parameter.value.detached }
  defer { for (parameter, value) in zip(parameters, watched) { parameter.value = value } }
  return try body()
}
