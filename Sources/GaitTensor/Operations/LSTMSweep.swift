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

  fileprivate var operands: [Tensor] { [inputHidden, hiddenHidden, inputBias, hiddenBias] }

  fileprivate var blocks: LSTMSweep.Weights {
    LSTMSweep.Weights(
      inputHidden: inputHidden.buffer, hiddenHidden: hiddenHidden.buffer,
      inputBias: inputBias.buffer, hiddenBias: hiddenBias.buffer)
  }
}

/// Runs one LSTM layer in one direction over a batch of sequences, as one entry of the tape.
///
/// As the form with several directions, with one.
public func lstmSweep(
  _ x: Tensor, weights: LSTMWeights, lengths: [Int]? = nil, isReversed: Bool = false
) -> Tensor {
  lstmSweep(x, directions: [(weights, isReversed)], lengths: lengths)
}

/// Runs one LSTM layer in its directions over a batch of sequences, as one entry of the tape.
///
/// Shapes: x [batch, time, inputs] to [batch, time, directions hidden], the states of the directions
/// side by side. States begin at zero. With lengths, the recurrence of each sequence runs over its
/// first `lengths[i]` steps only (the reverse direction begins at its last real step), and what
/// stands behind is zero in the output and never read. Saves the gates, cells and states of all steps
/// where an operand is tracked; its derivative is backpropagation through time.
/// Source: Hochreiter, Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735.
///
/// - Precondition: Fitting shapes, equal for all directions, and lengths in 0...time.
public func lstmSweep(
  _ x: Tensor, directions: [(weights: LSTMWeights, isReversed: Bool)], lengths: [Int]? = nil
) -> Tensor {
  let hidden = directions.first?.weights.hiddenHidden.shape[-1] ?? 0
  for (weights, _) in directions {
    precondition(
      x.shape.rank == 3 && weights.inputHidden.shape == [4 * hidden, x.shape[2]]
        && weights.hiddenHidden.shape == [4 * hidden, hidden]
        && weights.inputBias.shape == [4 * hidden] && weights.hiddenBias.shape == [4 * hidden],
      """
      lstmSweep: input \(x.shape), weights \(weights.inputHidden.shape) and \
      \(weights.hiddenHidden.shape)
      """)
  }
  let (batch, time, inputs) = (x.shape[0], x.shape[1], x.shape[2])
  if let lengths {
    precondition(
      lengths.count == batch && lengths.allSatisfy { $0 >= 0 && $0 <= time },
      "lstmSweep: lengths \(lengths) for \(batch) sequences of \(time) steps")
  }
  let operands = [x] + directions.flatMap(\.weights.operands)
  let isTracked = operands.contains(where: \.isTracked)
  let width = directions.count * hidden
  let output = Buffer(uninitialized: batch * time * width)
  let sweeps = directions.map { direction in
    LSTMSweep(
      batch: batch, time: time, inputs: inputs, hidden: hidden, isReversed: direction.isReversed,
      lengths: lengths?.map(Int32.init))
  }
  let blocks = directions.map(\.weights.blocks)
  let passes = sweeps.enumerated().map { index, sweep in
    LSTMSweep.Forward(
      sweep, x.buffer, blocks[index], output: output, outputWidth: width, column: index * hidden,
      keepsTrace: isTracked)
  }
  LSTMSweep.Forward.run(passes)
  let traces = passes.compactMap(\.trace)
  let result = Tensor(output, [batch, time, width])
  guard isTracked else { return result }
  let (needsInput, inputShape) = (x.isTracked, x.shape)
  return record("lstmSweep", operands, result) { dy in
    let passes = sweeps.enumerated().map { index, sweep in
      LSTMSweep.Backward(
        sweep, dy.buffer, outputWidth: width, column: index * hidden, blocks[index], traces[index],
        needsInput: needsInput)
    }
    LSTMSweep.Backward.run(passes)
    var dx: Tensor?
    var gradients: [Tensor?] = []
    for parts in passes.map(\.gradients) {
      if let own = parts.input.map({ Tensor($0, inputShape) }) {
        dx = dx.map { $0 + own } ?? own
      }
      let bias = Tensor(parts.bias, [4 * hidden])
      gradients += [
        Tensor(parts.inputHidden, [4 * hidden, inputs]),
        Tensor(parts.hiddenHidden, [4 * hidden, hidden]), bias, bias,
      ]
    }
    return [dx] + gradients
  }
}
