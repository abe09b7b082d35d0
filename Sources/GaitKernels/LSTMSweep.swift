import CKernels

/// One layer and direction of an LSTM over a batch of sequences (Hochreiter, Schmidhuber 1997,
/// doi:10.1162/neco.1997.9.8.1735), gate order i, f, g, o.
///
/// A shard of sixteen sequences sweeps from end to end on one core.
package struct LSTMSweep: Sendable {
  package let inputs, hidden: Int
  private let shards: SequenceShards

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
    let input, gates, cells, cellTanh, hiddenStates: Buffer
  }

  /// The gradients of the weights, and of the input where it was asked for.
  package struct Gradients {
    package let input: Buffer?
    package let inputHidden, hiddenHidden, bias: Buffer
  }

  private var batch: Int { shards.batch }
  private var time: Int { shards.time }

  /// Sweeps x [batch, time, inputs]; writes the hidden states into `output`
  /// [batch, time, outputWidth] at a column offset, zero behind a sequence's length.
  package func forward(
    _ x: Buffer, _ weights: Weights, output: Buffer, outputWidth: Int, column: Int
  ) -> Trace {
    let gateWidth = 4 * hidden
    let trace = Trace(
      input: Buffer(uninitialized: batch * time * inputs),
      gates: Buffer(uninitialized: batch * time * gateWidth),
      cells: Buffer(uninitialized: batch * (time + 1) * hidden),
      cellTanh: Buffer(uninitialized: batch * time * hidden),
      hiddenStates: Buffer(uninitialized: batch * (time + 1) * hidden))
    let bias = Kernels.zip(.add, weights.inputBias, weights.hiddenBias)
    let recurrent = PackedMatrix(
      weights.hiddenHidden, inner: hidden, columns: gateWidth, isTransposed: true)
    Parallel.forEach(shards.count) { shard in
      let rows = shards.rows(shard)
      let count = rows.count
      let start = rows.lowerBound * time
      let input = trace.input.base + start * inputs
      let gates = trace.gates.base + start * gateWidth
      let cellTanh = trace.cellTanh.base + start * hidden
      let cells = trace.cells.base + rows.lowerBound * (time + 1) * hidden
      let states = trace.hiddenStates.base + rows.lowerBound * (time + 1) * hidden
      shards.gather(x, width: inputs, column: 0, features: inputs, rows, into: input)
      Kernels.gemm(
        false, true, time * count, gateWidth, inputs, input, inputs, weights.inputHidden.base,
        inputs, 0, gates, gateWidth)
      cells.update(repeating: 0, count: count * hidden)
      states.update(repeating: 0, count: count * hidden)
      shards.withLengths(from: rows.lowerBound) { lengths in
        for step in 0..<time {
          let before = step * count * hidden
          let after = before + count * hidden
          let gate = gates + step * count * gateWidth
          if step > 0 {
            recurrent.multiplyAdding(
              states + before, rows: count, into: gate, rowStride: gateWidth)
          }
          var arguments = GKLSTMStep(
            rows: count, hidden: hidden, gates: gate, bias: bias.base,
            previous_cell: cells + before, previous_hidden: states + before, cell: cells + after,
            cell_tanh: cellTanh + before, hidden_out: states + after, lengths: lengths,
            time: Int32(shards.index(ofStep: step)))
          Kernels.table.lstm_step(&arguments)
        }
      }
      shards.scatter(
        states + count * hidden, rows, into: output, width: outputWidth, column: column,
        features: hidden)
    }
    return trace
  }

  /// Sweeps back: from the gradient of the output to those of the input and the weights.
  package func backward(
    _ gradient: Buffer, outputWidth: Int, column: Int, _ weights: Weights, _ trace: Trace,
    needsInput: Bool
  ) -> Gradients {
    let gateWidth = 4 * hidden
    let gateGradient = Buffer(uninitialized: batch * time * gateWidth)
    let inputGradient = needsInput ? Buffer(uninitialized: batch * time * inputs) : nil
    let recurrent = PackedMatrix(
      weights.hiddenHidden, inner: gateWidth, columns: hidden, isTransposed: false)
    let carried = Buffer(repeating: 0, count: 2 * batch * hidden)
    let inputScratch = needsInput ? Buffer(uninitialized: batch * time * inputs) : nil
    let partialSize = gateWidth * (inputs + hidden)
    let partials = Buffer(uninitialized: shards.count * partialSize)
    Parallel.forEach(shards.count) { shard in
      let rows = shards.rows(shard)
      let count = rows.count
      let start = rows.lowerBound * time
      let gates = trace.gates.base + start * gateWidth
      let gateGradients = gateGradient.base + start * gateWidth
      let cellTanh = trace.cellTanh.base + start * hidden
      let cells = trace.cells.base + rows.lowerBound * (time + 1) * hidden
      let input = trace.input.base + start * inputs
      let states = trace.hiddenStates.base + rows.lowerBound * (time + 1) * hidden
      let hiddenGradient = carried.base + 2 * rows.lowerBound * hidden
      let cellGradient = hiddenGradient + count * hidden
      shards.withLengths(from: rows.lowerBound) { lengths in
        for step in stride(from: time - 1, through: 0, by: -1) {
          let moment = shards.index(ofStep: step)
          for row in 0..<count where lengths.map({ Int($0[row]) > moment }) ?? true {
            let place = ((rows.lowerBound + row) * time + moment) * outputWidth + column
            Kernels.table.accumulate(
              gradient.base + place, 1, hiddenGradient + row * hidden, hidden)
          }
          var arguments = GKLSTMStepBackward(
            rows: count, hidden: hidden, gates: gates + step * count * gateWidth,
            previous_cell: cells + step * count * hidden,
            cell_tanh: cellTanh + step * count * hidden, hidden_gradient: hiddenGradient,
            cell_gradient: cellGradient, gate_gradient: gateGradients + step * count * gateWidth,
            lengths: lengths, time: Int32(moment))
          Kernels.table.lstm_step_backward(&arguments)
          if step > 0 {
            recurrent.multiplyAdding(
              gateGradients + step * count * gateWidth, rows: count, into: hiddenGradient,
              rowStride: hidden)
          }
        }
      }
      // The weights' gradients of this shard, while its gates are still in the cache.
      let partial = partials.base + shard * partialSize
      Kernels.gemm(
        true, false, gateWidth, inputs, time * count, gateGradients, gateWidth, input, inputs, 0,
        partial, inputs)
      Kernels.gemm(
        true, false, gateWidth, hidden, time * count, gateGradients, gateWidth, states, hidden, 0,
        partial + gateWidth * inputs, hidden)
      if let inputGradient, let inputScratch {
        let scratch = inputScratch.base + start * inputs
        Kernels.gemm(
          false, false, time * count, inputs, gateWidth, gateGradients, gateWidth,
          weights.inputHidden.base, inputs, 0, scratch, inputs)
        shards.scatter(
          scratch, rows, into: inputGradient, width: inputs, column: 0, features: inputs)
      }
    }
    let sums = Kernels.sum(partials, outer: 1, axis: shards.count, inner: partialSize)
    return Gradients(
      input: inputGradient, inputHidden: sums.copy(count: gateWidth * inputs),
      hiddenHidden: sums.copy(from: gateWidth * inputs, count: gateWidth * hidden),
      bias: Kernels.sum(gateGradient, outer: 1, axis: batch * time, inner: gateWidth))
  }
}
