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

  /// Rows of a shard below which the products with the input are taken of all steps at once: a pass
  /// over the weights at each step would wait for memory.
  private static let fewRows = 4

  /// Sweeps x [batch, time, inputs]; writes the hidden states into `output`
  /// [batch, time, outputWidth] at a column offset, zero behind a sequence's length.
  ///
  /// - Returns: What the backward sweep needs, where it is asked for.
  package func forward(
    _ x: Buffer, _ weights: Weights, output: Buffer, outputWidth: Int, column: Int,
    keepsTrace: Bool
  ) -> Trace? {
    let gates = keepsTrace ? Buffer(uninitialized: batch * time * 4 * paddedUnits) : nil
    let cells = Buffer(uninitialized: batch * (keepsTrace ? time + 1 : 2) * paddedUnits)
    let lines = keepsTrace ? Buffer(uninitialized: batch * (time + 1) * lineWidth) : nil
    let bias = Kernels.zip(.add, weights.inputBias, weights.hiddenBias)
    let inputPart = batch > Self.fewRows ? nil : inputProducts(x, weights)
    let packed = PackedGates(
      inputPart == nil ? [weights.inputHidden, weights.hiddenHidden] : [weights.hiddenHidden],
      hidden: hidden)
    Parallel.forEach(shards.count) { shard in
      let rows = shards.rows(shard)
      let count = rows.count
      let cellSlots = keepsTrace ? time + 1 : 2
      let stepsPerBlock = shards.stepsPerBlock(rows)
      // Without a trace the lines of one block are used again for the next.
      let scratch = lines ?? Buffer(uninitialized: (stepsPerBlock + 1) * count * lineWidth)
      let lineStart = lines.map { $0.base + rows.lowerBound * (time + 1) * lineWidth }
      let cellStart = cells.base + rows.lowerBound * cellSlots * paddedUnits
      let gateStart = gates.map { $0.base + rows.lowerBound * time * 4 * paddedUnits }
      cellStart.update(repeating: 0, count: count * paddedUnits)
      var line = lineStart ?? scratch.base
      for row in 0..<count {
        (line + row * lineWidth + inputs).update(repeating: 0, count: hidden)
      }
      shards.withLengths(from: rows.lowerBound) { lengths in
        for first in stride(from: 0, to: time, by: stepsPerBlock) {
          let steps = first..<min(time, first + stepsPerBlock)
          if keepsTrace || inputPart == nil {
            shards.gather(
              x, width: inputs, column: 0, features: inputs, rows, steps: steps, into: line,
              lineWidth: lineWidth)
          }
          let blockStart = line
          for step in steps {
            let moment = shards.index(ofStep: step)
            let next = line + count * lineWidth
            packed.step(
              GKLSTMStep(
                rows: count, inner: packed.inner, hidden: hidden,
                lines: line + (lineWidth - packed.inner), line_stride: lineWidth, packed: nil,
                addend: inputPart.map {
                  UnsafePointer($0.base + (rows.lowerBound * time + moment) * gateWidth)
                }, addend_stride: time * gateWidth, bias: bias.base,
                previous_cell: cellStart + step % cellSlots * count * paddedUnits,
                cell: cellStart + (step + 1) % cellSlots * count * paddedUnits,
                gates: gateStart.map { $0 + step * count * 4 * paddedUnits },
                hidden_out: next + inputs, hidden_stride: lineWidth,
                next_gates: step + 1 < time
                  ? gateStart.map { UnsafePointer($0 + (step + 1) * count * 4 * paddedUnits) }
                  : nil,
                lengths: lengths, time: Int32(moment)))
            line = next
          }
          shards.scatter(
            blockStart + count * lineWidth + inputs, lineWidth: lineWidth, rows, steps: steps,
            into: output, width: outputWidth, column: column, features: hidden)
          if !keepsTrace {
            scratch.base.update(from: line, count: count * lineWidth)
            line = scratch.base
          }
        }
      }
    }
    guard let gates, let lines else { return nil }
    return Trace(lines: lines, gates: gates, cells: cells)
  }

  /// The products of the input with its weights at all steps [batch, time, 4 hidden].
  private func inputProducts(_ x: Buffer, _ weights: Weights) -> Buffer {
    let products = Buffer(uninitialized: batch * time * gateWidth)
    Kernels.multiply(
      MatrixView(x, rowStride: inputs),
      MatrixView(weights.inputHidden, rowStride: inputs, transposed: true),
      into: MatrixView(products, rowStride: gateWidth), rows: batch * time, columns: gateWidth,
      inner: inputs)
    return products
  }
}
