import GaitKernels

/// The weights of one layer and direction of a gated recurrent unit, gate order r, z, n.
public struct GRUWeights: Sendable {
  /// Input to gates [3 hidden, inputs].
  public let inputHidden: Tensor
  /// Hidden state to gates [3 hidden, hidden].
  public let hiddenHidden: Tensor
  /// The bias of the input's part [3 hidden].
  public let inputBias: Tensor
  /// The bias of the state's part [3 hidden].
  public let hiddenBias: Tensor

  /// The four tensors under PyTorch's shapes.
  public init(inputHidden: Tensor, hiddenHidden: Tensor, inputBias: Tensor, hiddenBias: Tensor) {
    self.inputHidden = inputHidden
    self.hiddenHidden = hiddenHidden
    self.inputBias = inputBias
    self.hiddenBias = hiddenBias
  }

  var operands: [Tensor] { [inputHidden, hiddenHidden, inputBias, hiddenBias] }
}

/// Runs one GRU layer in one direction over a batch of sequences, as one entry of the tape.
///
/// Shapes: x [batch, time, inputs] to [batch, time, hidden]. The state begins at zero. With lengths,
/// the recurrence of each sequence runs over its first `lengths[i]` steps only (the reverse direction
/// begins at its last real step), and what stands behind is zero in the output and never read.
/// Saves the gates and states of all steps; its derivative is backpropagation through time. Source:
/// Cho et al. 2014, doi:10.3115/v1/D14-1179; the reset gate stands behind the product, as in PyTorch.
///
/// - Precondition: Fitting shapes, and lengths in 0...time.
public func gruSweep(
  _ x: Tensor, weights: GRUWeights, lengths: [Int]? = nil, isReversed: Bool = false
) -> Tensor {
  let hidden = weights.hiddenHidden.shape[-1]
  precondition(
    x.shape.rank == 3 && weights.inputHidden.shape == [3 * hidden, x.shape[2]]
      && weights.hiddenHidden.shape == [3 * hidden, hidden]
      && weights.inputBias.shape == [3 * hidden] && weights.hiddenBias.shape == [3 * hidden],
    """
    gruSweep: input \(x.shape), weights \(weights.inputHidden.shape) and \
    \(weights.hiddenHidden.shape)
    """)
  let (batch, time, inputs) = (x.shape[0], x.shape[1], x.shape[2])
  if let lengths {
    precondition(
      lengths.count == batch && lengths.allSatisfy { $0 >= 0 && $0 <= time },
      "gruSweep: lengths \(lengths) for \(batch) sequences of \(time) steps")
  }
  let sweep = GRUSweep(
    batch: batch, time: time, inputs: inputs, hidden: hidden, isReversed: isReversed,
    lengths: lengths?.map(Int32.init))
  let blocks = GRUSweep.Weights(
    inputHidden: weights.inputHidden.buffer, hiddenHidden: weights.hiddenHidden.buffer,
    inputBias: weights.inputBias.buffer, hiddenBias: weights.hiddenBias.buffer)
  let operands = [x] + weights.operands
  let (output, trace) = sweep.forward(
    x.buffer, blocks, keepsTrace: operands.contains(where: \.isTracked))
  let result = Tensor(output, [batch, time, hidden])
  guard let trace else { return result }
  let (needsInput, inputShape) = (x.isTracked, x.shape)
  return record("gruSweep", operands, result) { dy in
    let parts = sweep.backward(dy.buffer, blocks, trace, needsInput: needsInput)
    return [
      parts.input.map { Tensor($0, inputShape) },
      Tensor(parts.inputHidden, [3 * hidden, inputs]),
      Tensor(parts.hiddenHidden, [3 * hidden, hidden]),
      Tensor(parts.inputBias, [3 * hidden]),
      Tensor(parts.hiddenBias, [3 * hidden]),
    ]
  }
}
