import CKernels

extension LSTMSweep {
  /// Sweeps back: from the gradient of the output to those of the input and the weights.
  package func backward(
    _ gradient: Buffer, outputWidth: Int, column: Int, _ weights: Weights, _ trace: Trace,
    needsInput: Bool
  ) -> Gradients {
    guard batch > 0, time > 0 else {
      return Gradients(
        input: needsInput ? Buffer(uninitialized: 0) : nil,
        inputHidden: Buffer(repeating: 0, count: gateWidth * inputs),
        hiddenHidden: Buffer(repeating: 0, count: gateWidth * hidden),
        bias: Buffer(repeating: 0, count: gateWidth))
    }
    let inputGradient = needsInput ? Buffer(uninitialized: batch * time * inputs) : nil
    let recurrent = PackedMatrix(
      weights.hiddenHidden, inner: gateWidth, columns: hidden, isTransposed: false)
    let toInput = inputGradient.map { _ in
      PackedMatrix(weights.inputHidden, inner: gateWidth, columns: inputs, isTransposed: false)
    }
    // Of each shard, so that the sums do not depend on the threads.
    let inputHidden = Buffer(uninitialized: shards.count * gateWidth * inputs)
    let hiddenHidden = Buffer(uninitialized: shards.count * gateWidth * hidden)
    let bias = Buffer(repeating: 0, count: shards.count * gateWidth)
    Parallel.forEach(shards.count) { shard in
      let rows = shards.rows(shard)
      let count = rows.count
      let gates = trace.gates.base + rows.lowerBound * time * 4 * paddedUnits
      let cells = trace.cells.base + rows.lowerBound * (time + 1) * paddedUnits
      let lines = trace.lines.base + rows.lowerBound * (time + 1) * lineWidth
      let stepsPerBlock = shards.stepsPerBlock(rows)
      let hiddenGradient = Buffer(repeating: 0, count: count * hidden)
      let cellGradient = Buffer(repeating: 0, count: count * paddedUnits)
      let block = Buffer(uninitialized: stepsPerBlock * count * gateWidth)
      let outputBlock = Buffer(uninitialized: stepsPerBlock * count * max(hidden, inputs))
      let blockBias = Buffer(uninitialized: gateWidth)
      for first in stride(
        from: (time - 1) / stepsPerBlock * stepsPerBlock, through: 0, by: -stepsPerBlock)
      {
        let steps = first..<min(time, first + stepsPerBlock)
        shards.gather(
          gradient, width: outputWidth, column: column, features: hidden, rows, steps: steps,
          into: outputBlock.base, lineWidth: hidden)
        blockBias.base.update(repeating: 0, count: gateWidth)
        shards.withLengths(from: rows.lowerBound) { lengths in
          for step in steps.reversed() {
            let gateGradient = block.base + (step - first) * count * gateWidth
            var arguments = GKLSTMStepBackward(
              rows: count, hidden: hidden, gates: gates + step * count * 4 * paddedUnits,
              previous_cell: cells + step * count * paddedUnits,
              cell: cells + (step + 1) * count * paddedUnits,
              next_gates: step > 0 ? gates + (step - 1) * count * 4 * paddedUnits : nil,
              output_gradient: outputBlock.base + (step - first) * count * hidden,
              hidden_gradient: hiddenGradient.base, cell_gradient: cellGradient.base,
              gate_gradient: gateGradient, bias_gradient: blockBias.base, lengths: lengths,
              time: Int32(shards.index(ofStep: step)))
            Kernels.table.lstm_step_backward(&arguments)
            guard step > 0 else { continue }
            recurrent.multiplyAdding(
              gateGradient, rows: count, into: hiddenGradient.base, rowStride: hidden)
          }
        }
        // The rest of this block, while its gates are still in the cache.
        let taken = steps.count * count
        let isFirst = steps.upperBound == time
        let line = lines + first * count * lineWidth
        Kernels.table.multiply_outer(
          block.base, gateWidth, line, lineWidth, inputHidden.base + shard * gateWidth * inputs,
          inputs, gateWidth, inputs, taken, isFirst ? 0 : 1)
        Kernels.table.multiply_outer(
          block.base, gateWidth, line + inputs, lineWidth,
          hiddenHidden.base + shard * gateWidth * hidden, hidden, gateWidth, hidden, taken,
          isFirst ? 0 : 1)
        Kernels.table.accumulate(blockBias.base, 1, bias.base + shard * gateWidth, gateWidth)
        guard let inputGradient, let toInput else { continue }
        toInput.multiply(
          block.base, rowStride: gateWidth, rows: taken, into: outputBlock.base, rowStride: inputs)
        shards.scatter(
          outputBlock.base, lineWidth: inputs, rows, steps: steps, into: inputGradient,
          width: inputs, column: 0, features: inputs)
      }
    }
    return Gradients(
      input: inputGradient, inputHidden: summed(inputHidden), hiddenHidden: summed(hiddenHidden),
      bias: summed(bias))
  }

  /// The sum of the shards' parts, in their order.
  private func summed(_ parts: Buffer) -> Buffer {
    guard shards.count > 1 else { return parts }
    let size = parts.count / shards.count
    let total = Buffer(uninitialized: size)
    Parallel.forEachRange(of: size, size: Kernels.elementPiece) { range in
      let target = total.base + range.lowerBound
      let first = parts.base + range.lowerBound
      Kernels.table.add(first, first + size, target, range.count)
      for shard in 2..<max(2, shards.count) {
        Kernels.table.accumulate(first + shard * size, 1, target, range.count)
      }
    }
    return total
  }
}
