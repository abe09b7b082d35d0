import CKernels

/// One layer and direction of an LSTM over a batch of sequences (Hochreiter, Schmidhuber 1997,
/// doi:10.1162/neco.1997.9.8.1735), gate order i, f, g, o.
///
/// The batch is cut into shards of sixteen sequences. Inside, a shard is stored step by step
/// ([steps, rows, features], in the order in which the recurrence walks), so that each step is one
/// dense product and one pass of the gates, and a shard sweeps from end to end on one core.
package struct LSTMSweep: Sendable {
  package let batch, time, inputs, hidden: Int
  package let isReversed: Bool
  /// How many steps of each sequence are real; nil where all are.
  package let lengths: [Int32]?

  static let shardRows = 16

  /// A sweep of given sizes.
  package init(
    batch: Int, time: Int, inputs: Int, hidden: Int, isReversed: Bool, lengths: [Int32]?
  ) {
    self.batch = batch
    self.time = time
    self.inputs = inputs
    self.hidden = hidden
    self.isReversed = isReversed
    self.lengths = lengths
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

  private var shards: Int { (batch + Self.shardRows - 1) / Self.shardRows }

  private func rows(_ shard: Int) -> Range<Int> {
    shard * Self.shardRows..<min(batch, (shard + 1) * Self.shardRows)
  }

  /// The time index of the k-th step of the recurrence.
  private func index(ofStep step: Int) -> Int { isReversed ? time - 1 - step : step }

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
    Parallel.forEach(shards) { shard in
      let rows = rows(shard)
      let count = rows.count
      let start = rows.lowerBound * time
      let input = trace.input.base + start * inputs
      let gates = trace.gates.base + start * gateWidth
      let cellTanh = trace.cellTanh.base + start * hidden
      let cells = trace.cells.base + rows.lowerBound * (time + 1) * hidden
      let states = trace.hiddenStates.base + rows.lowerBound * (time + 1) * hidden
      gatherInput(x, rows, into: input)
      Kernels.gemm(
        false, true, time * count, gateWidth, inputs, input, inputs, weights.inputHidden.base,
        inputs, 0, gates, gateWidth)
      cells.update(repeating: 0, count: count * hidden)
      states.update(repeating: 0, count: count * hidden)
      withLengths(from: rows.lowerBound) { lengths in
        for step in 0..<time {
          let before = step * count * hidden
          let after = before + count * hidden
          let gate = gates + step * count * gateWidth
          if step > 0 {
            Kernels.gemm(
              false, true, count, gateWidth, hidden, states + before, hidden,
              weights.hiddenHidden.base, hidden, 1, gate, gateWidth)
          }
          var arguments = GKLSTMStep(
            rows: count, hidden: hidden, gates: gate, bias: bias.base,
            previous_cell: cells + before, previous_hidden: states + before, cell: cells + after,
            cell_tanh: cellTanh + before, hidden_out: states + after, lengths: lengths,
            time: Int32(index(ofStep: step)))
          Kernels.table.lstm_step(&arguments)
        }
      }
      scatterOutput(
        states + count * hidden, rows, into: output, width: outputWidth, column: column)
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
    let carried = Buffer(repeating: 0, count: 2 * batch * hidden)
    let inputScratch = needsInput ? Buffer(uninitialized: batch * time * inputs) : nil
    Parallel.forEach(shards) { shard in
      let rows = rows(shard)
      let count = rows.count
      let start = rows.lowerBound * time
      let gates = trace.gates.base + start * gateWidth
      let gateGradients = gateGradient.base + start * gateWidth
      let cellTanh = trace.cellTanh.base + start * hidden
      let cells = trace.cells.base + rows.lowerBound * (time + 1) * hidden
      let hiddenGradient = carried.base + 2 * rows.lowerBound * hidden
      let cellGradient = hiddenGradient + count * hidden
      withLengths(from: rows.lowerBound) { lengths in
        for step in stride(from: time - 1, through: 0, by: -1) {
          let moment = index(ofStep: step)
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
            Kernels.gemm(
              false, false, count, hidden, gateWidth, gateGradients + step * count * gateWidth,
              gateWidth, weights.hiddenHidden.base, hidden, 1, hiddenGradient, hidden)
          }
        }
      }
      if let inputGradient, let inputScratch {
        let scratch = inputScratch.base + start * inputs
        Kernels.gemm(
          false, false, time * count, inputs, gateWidth, gateGradients, gateWidth,
          weights.inputHidden.base, inputs, 0, scratch, inputs)
        scatterInput(scratch, rows, into: inputGradient)
      }
    }
    return weightGradients(gateGradient, trace, input: inputGradient)
  }

  /// The products over all steps; the shards' parts are added in their order.
  private func weightGradients(_ gateGradient: Buffer, _ trace: Trace, input: Buffer?) -> Gradients
  {
    let gateWidth = 4 * hidden
    let inputHidden = Buffer(uninitialized: gateWidth * inputs)
    Kernels.multiply(
      MatrixView(gateGradient, rowStride: gateWidth, transposed: true),
      MatrixView(trace.input, rowStride: inputs), into: MatrixView(inputHidden, rowStride: inputs),
      rows: gateWidth, columns: inputs, inner: batch * time)
    let hiddenHidden = Buffer(repeating: 0, count: gateWidth * hidden)
    for shard in 0..<shards {
      let rows = rows(shard)
      Kernels.multiply(
        MatrixView(
          gateGradient, start: rows.lowerBound * time * gateWidth, rowStride: gateWidth,
          transposed: true),
        MatrixView(
          trace.hiddenStates, start: rows.lowerBound * (time + 1) * hidden, rowStride: hidden),
        into: MatrixView(hiddenHidden, rowStride: hidden),
        rows: gateWidth, columns: hidden, inner: rows.count * time, adding: shard == 0 ? 0 : 1)
    }
    let bias = Kernels.sum(gateGradient, outer: 1, axis: batch * time, inner: gateWidth)
    return Gradients(
      input: input, inputHidden: inputHidden, hiddenHidden: hiddenHidden, bias: bias)
  }

  private func withLengths(from row: Int, _ body: (UnsafePointer<Int32>?) -> Void) {
    guard let lengths else { return body(nil) }
    lengths.withUnsafeBufferPointer { body($0.baseAddress.map { $0 + row }) }
  }

  private func isReal(_ row: Int, _ moment: Int) -> Bool {
    lengths.map { Int($0[row]) > moment } ?? true
  }

  /// Copies a shard's rows into step order; padding becomes zero, so nothing behind a length, not
  /// even a NaN, reaches a product.
  private func gatherInput(
    _ x: Buffer, _ rows: Range<Int>, into target: UnsafeMutablePointer<Float>
  ) {
    for row in rows {
      for step in 0..<time {
        let moment = index(ofStep: step)
        let place = target + (step * rows.count + row - rows.lowerBound) * inputs
        if isReal(row, moment) {
          place.update(from: x.base + (row * time + moment) * inputs, count: inputs)
        } else {
          place.update(repeating: 0, count: inputs)
        }
      }
    }
  }

  private func scatterInput(
    _ source: UnsafeMutablePointer<Float>, _ rows: Range<Int>, into target: Buffer
  ) {
    for row in rows {
      for step in 0..<time {
        let place = target.base + (row * time + index(ofStep: step)) * inputs
        place.update(
          from: source + (step * rows.count + row - rows.lowerBound) * inputs, count: inputs)
      }
    }
  }

  private func scatterOutput(
    _ states: UnsafeMutablePointer<Float>, _ rows: Range<Int>, into output: Buffer, width: Int,
    column: Int
  ) {
    for row in rows {
      for step in 0..<time {
        let moment = index(ofStep: step)
        let place = output.base + (row * time + moment) * width + column
        if isReal(row, moment) {
          place.update(
            from: states + (step * rows.count + row - rows.lowerBound) * hidden, count: hidden)
        } else {
          place.update(repeating: 0, count: hidden)
        }
      }
    }
  }
}
