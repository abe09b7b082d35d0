import CKernels

extension LSTMSweep {
  /// A backward sweep with what its shards share; several run side by side, such as both directions.
  package struct Backward {
    private let sweep: LSTMSweep
    private let gradient: Buffer
    private let outputWidth, column: Int
    private let trace: Trace
    private let recurrent: PackedMatrix
    private let toInput: PackedMatrix?
    private let inputGradient: Buffer?
    /// Sums of each shard, so that the results do not depend on the threads.
    private let inputHidden, hiddenHidden, bias: Buffer

    /// Prepares a sweep from the gradient of the output to those of the input and the weights.
    package init(
      _ sweep: LSTMSweep, _ gradient: Buffer, outputWidth: Int, column: Int, _ weights: Weights,
      _ trace: Trace, needsInput: Bool
    ) {
      (self.sweep, self.gradient, self.trace) = (sweep, gradient, trace)
      (self.outputWidth, self.column) = (outputWidth, column)
      let (inputs, hidden, gateWidth) = (sweep.inputs, sweep.hidden, sweep.gateWidth)
      let shards = sweep.time > 0 ? sweep.shards.count : 0
      inputGradient =
        needsInput ? Buffer(uninitialized: sweep.batch * sweep.time * inputs) : nil
      recurrent = PackedMatrix(
        weights.hiddenHidden, inner: gateWidth, columns: hidden, isTransposed: false)
      toInput =
        needsInput
        ? PackedMatrix(weights.inputHidden, inner: gateWidth, columns: inputs, isTransposed: false)
        : nil
      inputHidden = Buffer(uninitialized: shards * gateWidth * inputs)
      hiddenHidden = Buffer(uninitialized: shards * gateWidth * hidden)
      bias = Buffer(repeating: 0, count: shards * gateWidth)
    }

    /// Runs the shards of several sweeps side by side.
    package static func run(_ passes: [Backward]) {
      let counts = passes.map { $0.sweep.time > 0 ? $0.sweep.shards.count : 0 }
      let most = counts.max() ?? 0
      Parallel.forEach(passes.count * most) { piece in
        let (pass, shard) = (piece / most, piece % most)
        if shard < counts[pass] { passes[pass].run(shard) }
      }
    }

    private func run(_ shard: Int) {
      let rows = sweep.shards.rows(shard)
      let count = rows.count
      let gates = trace.gates.base + rows.lowerBound * sweep.time * 4 * sweep.paddedUnits
      let cells = trace.cells.base + rows.lowerBound * (sweep.time + 1) * sweep.paddedUnits
      let lines = trace.lines.base + rows.lowerBound * (sweep.time + 1) * sweep.lineWidth
      let stepsPerBlock = sweep.shards.stepsPerBlock(rows)
      let hiddenGradient = Buffer(repeating: 0, count: count * sweep.hidden)
      let cellGradient = Buffer(repeating: 0, count: count * sweep.paddedUnits)
      let block = Buffer(uninitialized: stepsPerBlock * count * sweep.gateWidth)
      let outputBlock = Buffer(
        uninitialized: stepsPerBlock * count * max(sweep.hidden, sweep.inputs))
      let blockBias = Buffer(uninitialized: sweep.gateWidth)
      for first in stride(
        from: (sweep.time - 1) / stepsPerBlock * stepsPerBlock, through: 0, by: -stepsPerBlock)
      {
        let steps = first..<min(sweep.time, first + stepsPerBlock)
        sweep.shards.gather(
          gradient, width: outputWidth, column: column, features: sweep.hidden, rows, steps: steps,
          into: outputBlock.base, lineWidth: sweep.hidden)
        blockBias.base.update(repeating: 0, count: sweep.gateWidth)
        sweep.shards.withLengths(from: rows.lowerBound) { lengths in
          for step in steps.reversed() {
            let gateGradient = block.base + (step - first) * count * sweep.gateWidth
            var arguments = GKLSTMStepBackward(
              rows: count, hidden: sweep.hidden,
              gates: gates + step * count * 4 * sweep.paddedUnits,
              previous_cell: cells + step * count * sweep.paddedUnits,
              cell: cells + (step + 1) * count * sweep.paddedUnits,
              next_gates: step > 0 ? gates + (step - 1) * count * 4 * sweep.paddedUnits : nil,
              output_gradient: outputBlock.base + (step - first) * count * sweep.hidden,
              hidden_gradient: hiddenGradient.base, cell_gradient: cellGradient.base,
              gate_gradient: gateGradient, bias_gradient: blockBias.base, lengths: lengths,
              time: Int32(sweep.shards.index(ofStep: step)))
            Kernels.table.lstm_step_backward(&arguments)
            guard step > 0 else { continue }
            recurrent.multiplyAdding(
              gateGradient, rows: count, into: hiddenGradient.base, rowStride: sweep.hidden)
          }
        }
        // The rest of this block, while its gates are still in the cache.
        let taken = steps.count * count
        let isFirst = steps.upperBound == sweep.time
        let line = lines + first * count * sweep.lineWidth
        Kernels.table.multiply_outer(
          block.base, sweep.gateWidth, line, sweep.lineWidth,
          inputHidden.base + shard * sweep.gateWidth * sweep.inputs,
          sweep.inputs, sweep.gateWidth, sweep.inputs, taken, isFirst ? 0 : 1)
        Kernels.table.multiply_outer(
          block.base, sweep.gateWidth, line + sweep.inputs, sweep.lineWidth,
          hiddenHidden.base + shard * sweep.gateWidth * sweep.hidden, sweep.hidden, sweep.gateWidth,
          sweep.hidden, taken,
          isFirst ? 0 : 1)
        Kernels.table.accumulate(
          blockBias.base, 1, bias.base + shard * sweep.gateWidth, sweep.gateWidth)
        guard let inputGradient, let toInput else { continue }
        toInput.multiply(
          block.base, rowStride: sweep.gateWidth, rows: taken, into: outputBlock.base,
          rowStride: sweep.inputs)
        sweep.shards.scatter(
          outputBlock.base, lineWidth: sweep.inputs, rows, steps: steps, into: inputGradient,
          width: sweep.inputs, column: 0, features: sweep.inputs)
      }
    }

    /// The gradients, once the sweep has run.
    package var gradients: Gradients {
      Gradients(
        input: inputGradient, inputHidden: summed(inputHidden, sweep.gateWidth * sweep.inputs),
        hiddenHidden: summed(hiddenHidden, sweep.gateWidth * sweep.hidden),
        bias: summed(bias, sweep.gateWidth))
    }

    /// The sum of the shards' parts, in their order.
    private func summed(_ parts: Buffer, _ size: Int) -> Buffer {
      guard parts.count > size else {
        return parts.count == size ? parts : Buffer(repeating: 0, count: size)
      }
      let total = Buffer(uninitialized: size)
      Parallel.forEachRange(of: size, size: Kernels.elementPiece) { range in
        let target = total.base + range.lowerBound
        let first = parts.base + range.lowerBound
        Kernels.table.add(first, first + size, target, range.count)
        for shard in 2..<max(2, parts.count / size) {
          Kernels.table.accumulate(first + shard * size, 1, target, range.count)
        }
      }
      return total
    }
  }
}
