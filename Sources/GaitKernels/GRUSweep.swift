import CKernels

/// One layer and direction of a gated recurrent unit over a batch of sequences.
///
/// Gate order r, z, n, the reset gate behind the product as in PyTorch. A shard of sixteen sequences
/// sweeps from end to end on one core. Source: Cho et al. 2014, doi:10.3115/v1/D14-1179.
package struct GRUSweep: Sendable {
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

  /// The weights under PyTorch's shapes: [3 hidden, inputs], [3 hidden, hidden], [3 hidden].
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
    let input, gates, candidateStates, hiddenStates: Buffer
  }

  /// The gradients of the weights, and of the input where it was asked for.
  package struct Gradients {
    package let input: Buffer?
    package let inputHidden, hiddenHidden, inputBias, hiddenBias: Buffer
  }

  private var gateWidth: Int { 3 * hidden }
  private var batch: Int { shards.batch }
  private var time: Int { shards.time }

  /// Sequences below which the input's products are taken of all of them together, on all cores.
  private static let fewRows = 4

  /// Sweeps x [batch, time, inputs] to the hidden states [batch, time, hidden], zero behind a
  /// sequence's length.
  ///
  /// - Parameters:
  ///   - x: The sequences.
  ///   - weights: What acts on them.
  ///   - keepsTrace: Whether a backward sweep will follow; without one the weights are taken to serve
  ///     many calls, and their packing is kept.
  /// - Returns: The hidden states, and what the backward sweep needs, where it is asked for.
  package func forward(
    _ x: Buffer, _ weights: Weights, keepsTrace: Bool
  ) -> (output: Buffer, trace: Trace?) {
    let output = Buffer(uninitialized: batch * time * hidden)
    let isApart = batch <= Self.fewRows
    let inputPart =
      isApart
      ? LinearMap(rows: batch * time, inputs: inputs, outputs: gateWidth)
        .forward(x, weights.inputHidden, bias: nil, isLasting: !keepsTrace).output : nil
    let needsInput = keepsTrace || !isApart
    let trace = Trace(
      input: Buffer(uninitialized: needsInput ? batch * time * inputs : 0),
      gates: Buffer(uninitialized: batch * time * gateWidth),
      candidateStates: Buffer(uninitialized: batch * time * hidden),
      hiddenStates: Buffer(uninitialized: batch * (time + 1) * hidden))
    let packed = PackedGates.of(
      gates: 3, input: nil, hidden: weights.hiddenHidden, isLasting: !keepsTrace)
    let shared = SharedUnits(hidden: hidden, isAlone: shards.count == 1)
    Parallel.forEach(shards.count) { shard in
      let rows = shards.rows(shard)
      let count = rows.count
      let start = rows.lowerBound * time
      let input = trace.input.base + start * inputs
      let gates = trace.gates.base + start * gateWidth
      let candidateStates = trace.candidateStates.base + start * hidden
      let states = trace.hiddenStates.base + rows.lowerBound * (time + 1) * hidden
      if needsInput {
        shards.gather(
          x, width: inputs, column: 0, features: inputs, rows, steps: 0..<time, into: input,
          lineWidth: inputs)
      }
      if !isApart {
        Kernels.gemm(
          false, true, time * count, gateWidth, inputs, input, inputs, weights.inputHidden.base,
          inputs, 0, gates, gateWidth)
      }
      states.update(repeating: 0, count: count * hidden)
      shards.withLengths(from: rows.lowerBound) { lengths in
        shared.forEach(0..<time) { step, units in
          let before = states + step * count * hidden
          let moment = shards.index(ofStep: step)
          let stepGates = gates + step * count * gateWidth
          packed.step(
            GKGRUStep(
              rows: count, hidden: hidden, first_unit: units.lowerBound,
              end_unit: units.upperBound, packed: nil,
              addend: inputPart.map {
                UnsafePointer($0.base + (rows.lowerBound * time + moment) * gateWidth)
              } ?? UnsafePointer(stepGates),
              addend_stride: isApart ? time * gateWidth : gateWidth,
              input_bias: weights.inputBias.base, state_bias: weights.hiddenBias.base,
              gates: stepGates, candidate_state: candidateStates + step * count * hidden,
              previous_hidden: before, hidden_out: before + count * hidden, lengths: lengths,
              time: Int32(moment)))
        }
      }
      shards.scatter(
        states + count * hidden, lineWidth: hidden, rows, steps: 0..<time, into: output,
        width: hidden, column: 0, features: hidden)
    }
    return (output, keepsTrace ? trace : nil)
  }

  /// Sweeps back: from the gradient of the output to those of the input and the weights.
  package func backward(
    _ gradient: Buffer, _ weights: Weights, _ trace: Trace, needsInput: Bool
  ) -> Gradients {
    let gateGradient = Buffer(uninitialized: batch * time * gateWidth)
    let stateGradient = Buffer(uninitialized: batch * time * gateWidth)
    let inputGradient = needsInput ? Buffer(uninitialized: batch * time * inputs) : nil
    let inputScratch = Buffer(uninitialized: needsInput ? batch * time * inputs : 0)
    let outer = Buffer(uninitialized: batch * time * hidden)
    let carried = Buffer(repeating: 0, count: batch * hidden)
    let recurrent = PackedMatrix(
      weights.hiddenHidden, inner: gateWidth, columns: hidden, isTransposed: false)
    Parallel.forEach(shards.count) { shard in
      let rows = shards.rows(shard)
      let count = rows.count
      let start = rows.lowerBound * time
      let gates = trace.gates.base + start * gateWidth
      let candidateStates = trace.candidateStates.base + start * hidden
      let gateGradients = gateGradient.base + start * gateWidth
      let stateGradients = stateGradient.base + start * gateWidth
      let states = trace.hiddenStates.base + rows.lowerBound * (time + 1) * hidden
      let outerGradients = outer.base + start * hidden
      let hiddenGradient = carried.base + rows.lowerBound * hidden
      shards.gather(
        gradient, width: hidden, column: 0, features: hidden, rows, steps: 0..<time,
        into: outerGradients, lineWidth: hidden)
      shards.withLengths(from: rows.lowerBound) { lengths in
        for step in stride(from: time - 1, through: 0, by: -1) {
          let place = step * count * gateWidth
          Kernels.table.accumulate(
            outerGradients + step * count * hidden, 1, hiddenGradient, count * hidden)
          var arguments = GKGRUStepBackward(
            rows: count, hidden: hidden, gates: gates + place,
            candidate_state: candidateStates + step * count * hidden,
            previous_hidden: states + step * count * hidden, hidden_gradient: hiddenGradient,
            gate_gradient: gateGradients + place, state_gradient: stateGradients + place,
            lengths: lengths, time: Int32(shards.index(ofStep: step)))
          Kernels.table.gru_step_backward(&arguments)
          if step > 0 {
            recurrent.multiplyAdding(
              stateGradients + place, rows: count, into: hiddenGradient, rowStride: hidden)
          }
        }
      }
      if let inputGradient {
        let scratch = inputScratch.base + start * inputs
        Kernels.gemm(
          false, false, time * count, inputs, gateWidth, gateGradients, gateWidth,
          weights.inputHidden.base, inputs, 0, scratch, inputs)
        shards.scatter(
          scratch, lineWidth: inputs, rows, steps: 0..<time, into: inputGradient, width: inputs,
          column: 0, features: inputs)
      }
    }
    return weightGradients(gateGradient, stateGradient, trace, input: inputGradient)
  }

  /// The products over all steps; the shards' parts are added in their order.
  private func weightGradients(
    _ gateGradient: Buffer, _ stateGradient: Buffer, _ trace: Trace, input: Buffer?
  ) -> Gradients {
    let inputHidden = Buffer(uninitialized: gateWidth * inputs)
    Kernels.multiply(
      MatrixView(gateGradient, rowStride: gateWidth, transposed: true),
      MatrixView(trace.input, rowStride: inputs), into: MatrixView(inputHidden, rowStride: inputs),
      rows: gateWidth, columns: inputs, inner: batch * time)
    let hiddenHidden = Buffer(repeating: 0, count: gateWidth * hidden)
    for shard in 0..<shards.count {
      let rows = shards.rows(shard)
      Kernels.multiply(
        MatrixView(
          stateGradient, start: rows.lowerBound * time * gateWidth, rowStride: gateWidth,
          transposed: true),
        MatrixView(
          trace.hiddenStates, start: rows.lowerBound * (time + 1) * hidden, rowStride: hidden),
        into: MatrixView(hiddenHidden, rowStride: hidden),
        rows: gateWidth, columns: hidden, inner: rows.count * time, adding: 1)
    }
    return Gradients(
      input: input, inputHidden: inputHidden, hiddenHidden: hiddenHidden,
      inputBias: Kernels.sum(gateGradient, outer: 1, axis: batch * time, inner: gateWidth),
      hiddenBias: Kernels.sum(stateGradient, outer: 1, axis: batch * time, inner: gateWidth))
  }
}
