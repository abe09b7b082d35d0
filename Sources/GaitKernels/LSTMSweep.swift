import CKernels

/// One layer and direction of an LSTM over a batch of sequences (Hochreiter, Schmidhuber 1997,
/// doi:10.1162/neco.1997.9.8.1735), gate order i, f, g, o.
///
/// A shard of sixteen sequences sweeps from end to end on one core.
package struct LSTMSweep: Sendable {
  package let inputs, hidden: Int
  let shards: SequenceShards

  /// A sweep of given sizes; lengths are nil where all steps are real.
  package init(
    batch: Int, time: Int, inputs: Int, hidden: Int, isReversed: Bool, lengths: [Int32]?
  ) {
    self.inputs = inputs
    self.hidden = hidden
    shards = SequenceShards(batch: batch, time: time, isReversed: isReversed, lengths: lengths)
  }

  /// The weights under PyTorch's names and shapes: [4 hidden, inputs], [4 hidden, hidden], [4 hidden].
  package struct Weights {
    package let inputHidden, hiddenHidden, inputBias, hiddenBias: Buffer

    /// The four blocks of one layer and direction.
    package init(inputHidden: Buffer, hiddenHidden: Buffer, inputBias: Buffer, hiddenBias: Buffer) {
      self.inputHidden = inputHidden
      self.hiddenHidden = hiddenHidden
      self.inputBias = inputBias
      self.hiddenBias = hiddenBias
    }
  }

  /// What the forward sweep leaves for the backward one, in shard order.
  package struct Trace {
    /// At each step a row's input and the hidden state before it, side by side.
    let lines: Buffer
    let gates, cells: Buffer
  }

  /// The gradients of the weights, and of the input where it was asked for.
  package struct Gradients {
    package let input: Buffer?
    package let inputHidden, hiddenHidden, bias: Buffer
  }

  var batch: Int { shards.batch }
  var time: Int { shards.time }

  var gateWidth: Int { 4 * hidden }
  /// Units as the gates' kernel lays them out.
  var paddedUnits: Int { Kernels.table.padded_units(hidden) }
  var lineWidth: Int { inputs + hidden }

  /// Sweeps x [batch, time, inputs]; writes the hidden states into `output`
  /// [batch, time, outputWidth] at a column offset, zero behind a sequence's length.
  ///
  /// - Returns: What the backward sweep needs, where it is asked for.
  package func forward(
    _ x: Buffer, _ weights: Weights, output: Buffer, outputWidth: Int, column: Int,
    keepsTrace: Bool
  ) -> Trace? {
    let pass = Forward(
      self, x, weights, output: output, outputWidth: outputWidth, column: column,
      keepsTrace: keepsTrace)
    Forward.run([pass])
    return pass.trace
  }

  /// Sweeps back: from the gradient of the output to those of the input and the weights.
  package func backward(
    _ gradient: Buffer, outputWidth: Int, column: Int, _ weights: Weights, _ trace: Trace,
    needsInput: Bool
  ) -> Gradients {
    let pass = Backward(
      self, gradient, outputWidth: outputWidth, column: column, weights, trace,
      needsInput: needsInput)
    Backward.run([pass])
    return pass.gradients
  }
}
