import GaitKernels

/// The weights of one layer and direction of an LSTM, gate order i, f, g, o.
public struct LSTMWeights: Sendable {
  /// Input to gates [4 hidden, inputs].
  public let inputHidden: Tensor
  /// Hidden state to gates [4 hidden, hidden].
  public let hiddenHidden: Tensor
  /// The first bias [4 hidden].
  public let inputBias: Tensor
  /// The second bias [4 hidden].
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

/// Runs one LSTM layer in one direction over a batch of sequences, as one entry of the tape.
///
/// Shapes: x [batch, time, inputs] to [batch, time, hidden]. States begin at zero. With lengths, the
/// recurrence of each sequence runs over its first `lengths[i]` steps only (the reverse direction
/// begins at its last real step), and what stands behind is zero in the output and never read.
/// Saves the gates, cells and states of all steps where an operand is tracked; its derivative is backpropagation through time.
/// Source: Hochreiter, Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735.
///
/// - Precondition: Fitting shapes, and lengths in 0...time.
public func lstmSweep(
  _ x: Tensor, weights: LSTMWeights, lengths: [Int]? = nil, isReversed: Bool = false
) -> Tensor {
  let hidden = weights.hiddenHidden.shape[-1]
  precondition(
    x.shape.rank == 3 && weights.inputHidden.shape == [4 * hidden, x.shape[2]]
      && weights.hiddenHidden.shape == [4 * hidden, hidden]
      && weights.inputBias.shape == [4 * hidden] && weights.hiddenBias.shape == [4 * hidden],
    """
    lstmSweep: input \(x.shape), weights \(weights.inputHidden.shape) and \
    \(weights.hiddenHidden.shape)
    """)
  let (batch, time, inputs) = (x.shape[0], x.shape[1], x.shape[2])
  if let lengths {
    precondition(
      lengths.count == batch && lengths.allSatisfy { $0 >= 0 && $0 <= time },
      "lstmSweep: lengths \(lengths) for \(batch) sequences of \(time) steps")
  }
  let sweep = LSTMSweep(
    batch: batch, time: time, inputs: inputs, hidden: hidden, isReversed: isReversed,
    lengths: lengths?.map(Int32.init))
  let blocks = LSTMSweep.Weights(
    inputHidden: weights.inputHidden.buffer, hiddenHidden: weights.hiddenHidden.buffer,
    inputBias: weights.inputBias.buffer, hiddenBias: weights.hiddenBias.buffer)
  let output = Buffer(uninitialized: batch * time * hidden)
  let operands = [x] + weights.operands
  let trace = sweep.forward(
    x.buffer, blocks, output: output, outputWidth: hidden, column: 0,
    keepsTrace: operands.contains(where: \.isTracked))
  guard let trace else { return Tensor(output, [batch, time, hidden]) }
  let (needsInput, inputShape) = (x.isTracked, x.shape)
  return record("lstmSweep", operands, Tensor(output, [batch, time, hidden])) { dy in
    let parts = sweep.backward(
      dy.buffer, outputWidth: hidden, column: 0, blocks, trace, needsInput: needsInput)
    let bias = Tensor(parts.bias, [4 * hidden])
    return [
      parts.input.map { Tensor($0, inputShape) },
      Tensor(parts.inputHidden, [4 * hidden, inputs]),
      Tensor(parts.hiddenHidden, [4 * hidden, hidden]),
      bias, bias,
    ]
  }
}
