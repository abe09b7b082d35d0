import GaitKernels

/// What the results of `linear` go through in the same pass.
public enum LinearActivation: Sendable {
  /// Nothing.
  case none
  /// The positive part.
  case relu
  /// The Gaussian error linear unit.
  case gelu

  fileprivate var kernel: LinearMap.Activation {
    switch self {
    case .none: .none
    case .relu: .positivePart
    case .gelu: .gelu
    }
  }
}

/// x · weightᵀ + bias over the last axis, through an activation.
///
/// Shapes: x [..., inputs], weight [outputs, inputs], bias [outputs] to [..., outputs]. Saves x, the
/// weight, and for the activation its output (rectifier) or input (GELU).
///
/// - Precondition: The last axis of x has as many elements as the weight has columns.
public func linear(
  _ x: Tensor, weight: Tensor, bias: Tensor?, activation: LinearActivation = .none
) -> Tensor {
  precondition(
    x.shape.rank >= 1 && weight.shape.rank == 2 && x.shape[-1] == weight.shape[1],
    "linear: input \(x.shape), weight \(weight.shape)")
  let (outputs, inputs) = (weight.shape[0], weight.shape[1])
  if let bias {
    precondition(bias.shape == [outputs], "linear: bias \(bias.shape), weight \(weight.shape)")
  }
  let rows = x.shape.extents.dropLast().reduce(1, *)
  let map = LinearMap(rows: rows, inputs: inputs, outputs: outputs)
  let isTracked = x.isTracked || weight.isTracked || bias?.isTracked == true
  let result = map.forward(
    x.buffer, weight.buffer, bias: bias?.buffer, activation: activation.kernel,
    keepsInput: isTracked, isLasting: !isTracked)
  let output = Tensor(result.output, x.shape.replacing(x.shape.rank - 1, with: outputs))
  guard isTracked else { return output }
  let (needsInput, savedX, savedWeight) = (x.isTracked, x.detached, weight.detached)
  let (needsWeight, hasBias) = (weight.isTracked, bias != nil)
  let needsBias = bias?.isTracked == true
  let saved = result.beforeActivation ?? (activation == .relu ? result.output : nil)
  let operands = [x, weight] + (bias.map { [$0] } ?? [])
  return record("linear", operands, output) { dy in
    let gradient =
      saved.map { Kernels.mapBackward(activation == .relu ? .relu : .gelu, saved: $0, dy.buffer) }
      ?? dy.buffer
    var gradients: [Tensor?] = [nil, nil]
    if needsInput {
      gradients[0] = Tensor(map.inputGradient(gradient, savedWeight.buffer), savedX.shape)
    }
    var biasGradient: Tensor?
    if needsWeight || needsBias {
      let sums = map.weightGradients(gradient, savedX.buffer, hasBias: needsBias)
      if needsWeight { gradients[1] = Tensor(sums.weight, savedWeight.shape) }
      biasGradient = sums.bias.map { Tensor($0, [outputs]) }
    }
    if hasBias { gradients.append(biasGradient) }
    return gradients
  }
}
