import CKernels

extension LSTMSweep {
  /// A forward sweep with what its shards share; several run side by side, such as both directions.
  package struct Forward {
    private let sweep: LSTMSweep
    private let x, output, bias, cells: Buffer
    private let outputWidth, column: Int
    private let packed: PackedGates
    /// The products of the input with its weights at all steps [batch, time, 4 hidden], where they are
    /// taken beforehand.
    private let inputPart: Buffer?
    private let gates, lines: Buffer?

    /// Sequences below which the products with the input are taken of all steps at once: a pass over
    /// the weights at each step would wait for memory.
    private static let fewRows = 4

    /// Prepares a sweep of x [batch, time, inputs], whose hidden states go into `output`
    /// [batch, time, outputWidth] at a column offset, zero behind a sequence's length.
    ///
    /// Without a trace the weights are taken to serve many calls, and their packing is kept.
    package init(
      _ sweep: LSTMSweep, _ x: Buffer, _ weights: Weights, output: Buffer, outputWidth: Int,
      column: Int, keepsTrace: Bool
    ) {
      (self.sweep, self.x, self.output) = (sweep, x, output)
      (self.outputWidth, self.column) = (outputWidth, column)
      let (batch, time, units) = (sweep.batch, sweep.time, sweep.paddedUnits)
      gates = keepsTrace ? Buffer(uninitialized: batch * time * 4 * units) : nil
      cells = Buffer(uninitialized: batch * (keepsTrace ? time + 1 : 2) * units)
      lines = keepsTrace ? Buffer(uninitialized: batch * (time + 1) * sweep.lineWidth) : nil
      bias = Kernels.zip(.add, weights.inputBias, weights.hiddenBias)
      let isApart = batch <= Self.fewRows
      inputPart =
        isApart
        ? LinearMap(rows: batch * time, inputs: sweep.inputs, outputs: sweep.gateWidth)
          .forward(x, weights.inputHidden, bias: nil, isLasting: !keepsTrace).output : nil
      packed = PackedGates.of(
        input: isApart ? nil : weights.inputHidden, hidden: weights.hiddenHidden,
        isLasting: !keepsTrace)
    }

    /// What the backward sweep needs, where it was asked for.
    package var trace: Trace? {
      guard let gates, let lines else { return nil }
      return Trace(lines: lines, gates: gates, cells: cells)
    }

    /// Runs the shards of several sweeps side by side.
    package static func run(_ passes: [Forward]) {
      let counts = passes.map(\.sweep.shards.count)
      let most = counts.max() ?? 0
      let isAlone = passes.count * most == 1
      Parallel.forEach(passes.count * most) { piece in
        let (pass, shard) = (piece / most, piece % most)
        if shard < counts[pass] { passes[pass].run(shard, isAlone: isAlone) }
      }
    }

    private func run(_ shard: Int, isAlone: Bool) {
      let shared = SharedUnits(hidden: sweep.hidden, isAlone: isAlone)
      let isTraced = lines != nil
      let rows = sweep.shards.rows(shard)
      let count = rows.count
      let cellSlots = isTraced ? sweep.time + 1 : 2
      let stepsPerBlock = sweep.shards.stepsPerBlock(rows)
      // Without a trace the lines of one block are used again for the next.
      let scratch = lines ?? Buffer(uninitialized: (stepsPerBlock + 1) * count * sweep.lineWidth)
      let lineStart = lines.map { $0.base + rows.lowerBound * (sweep.time + 1) * sweep.lineWidth }
      let cellStart = cells.base + rows.lowerBound * cellSlots * sweep.paddedUnits
      let gateStart = gates.map { $0.base + rows.lowerBound * sweep.time * 4 * sweep.paddedUnits }
      cellStart.update(repeating: 0, count: count * sweep.paddedUnits)
      var line = lineStart ?? scratch.base
      for row in 0..<count {
        (line + row * sweep.lineWidth + sweep.inputs).update(repeating: 0, count: sweep.hidden)
      }
      sweep.shards.withLengths(from: rows.lowerBound) { lengths in
        for first in stride(from: 0, to: sweep.time, by: stepsPerBlock) {
          let steps = first..<min(sweep.time, first + stepsPerBlock)
          if isTraced || inputPart == nil {
            sweep.shards.gather(
              x, width: sweep.inputs, column: 0, features: sweep.inputs, rows, steps: steps,
              into: line,
              lineWidth: sweep.lineWidth)
          }
          let blockStart = line
          let stepWidth = count * sweep.lineWidth
          shared.forEach(steps) { step, units in
            let moment = sweep.shards.index(ofStep: step)
            let before = blockStart + (step - first) * stepWidth
            packed.step(
              GKLSTMStep(
                rows: count, inner: packed.inner, hidden: sweep.hidden,
                first_unit: units.lowerBound, end_unit: units.upperBound,
                lines: before + (sweep.lineWidth - packed.inner), line_stride: sweep.lineWidth,
                packed: nil,
                addend: inputPart.map {
                  UnsafePointer($0.base + (rows.lowerBound * sweep.time + moment) * sweep.gateWidth)
                }, addend_stride: sweep.time * sweep.gateWidth, bias: bias.base,
                previous_cell: cellStart + step % cellSlots * count * sweep.paddedUnits,
                cell: cellStart + (step + 1) % cellSlots * count * sweep.paddedUnits,
                gates: gateStart.map { $0 + step * count * 4 * sweep.paddedUnits },
                hidden_out: before + stepWidth + sweep.inputs, hidden_stride: sweep.lineWidth,
                next_gates: step + 1 < sweep.time
                  ? gateStart.map { UnsafePointer($0 + (step + 1) * count * 4 * sweep.paddedUnits) }
                  : nil,
                lengths: lengths, time: Int32(moment)))
          }
          line = blockStart + steps.count * stepWidth
          sweep.shards.scatter(
            blockStart + count * sweep.lineWidth + sweep.inputs, lineWidth: sweep.lineWidth, rows,
            steps: steps,
            into: output, width: outputWidth, column: column, features: sweep.hidden)
          if !isTraced {
            scratch.base.update(from: line, count: count * sweep.lineWidth)
            line = scratch.base
          }
        }
      }
    }
  }
}
