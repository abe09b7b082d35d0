/// A convolution over the plane of each channel: sizes, and its three products.
///
/// Layouts are PyTorch's: images [batch, inputs, height, width], weights
/// [outputs, inputs / groups, kernelHeight, kernelWidth]. A convolution over time is one of height 1.
/// Samples are taken in shards whose size depends on the sizes alone; a shard's patches are laid out
/// as columns [inputs * kernel, samples * positions], so that each shard is one dense product a group.
package struct Convolution: Sendable {
  /// The extents of one axis: input, kernel, step, zeros around, and spacing of the kernel's taps.
  package struct Axis: Sendable {
    package let input, kernel, stride, before, after, dilation: Int

    /// The extents of one axis.
    package init(
      input: Int, kernel: Int, stride: Int = 1, before: Int = 0, after: Int = 0, dilation: Int = 1
    ) {
      self.input = input
      self.kernel = kernel
      self.stride = stride
      self.before = before
      self.after = after
      self.dilation = dilation
    }

    /// The number of places of the kernel; 0 or less where it does not fit.
    package var output: Int {
      let room = input + before + after - dilation * (kernel - 1) - 1
      return room < 0 ? 0 : room / stride + 1
    }

    var isPointwise: Bool { kernel == 1 && stride == 1 && before == 0 && after == 0 }
  }

  package let batch, inputs, outputs, groups: Int
  package let rows, columns: Axis

  /// A convolution of given sizes.
  package init(batch: Int, inputs: Int, outputs: Int, groups: Int, rows: Axis, columns: Axis) {
    self.batch = batch
    self.inputs = inputs
    self.outputs = outputs
    self.groups = groups
    self.rows = rows
    self.columns = columns
  }

  var plane: Int { rows.input * columns.input }
  package var positions: Int { rows.output * columns.output }
  private var groupInputs: Int { inputs / groups }
  private var groupOutputs: Int { outputs / groups }
  /// The rows of the column matrix of one group.
  private var depth: Int { groupInputs * rows.kernel * columns.kernel }
  private var weightCount: Int { outputs * depth }

  /// Samples in a shard: enough columns for a dense product.
  ///
  /// Heavy weights want more of them, since each product reads all weights.
  private var shardSamples: Int {
    let wanted = weightCount > 1 << 18 ? 2048 : 256
    return max(1, min(batch, (wanted + positions - 1) / max(1, positions)))
  }

  private func samples(_ shard: Int, size: Int) -> Range<Int> {
    shard * size..<min(batch, (shard + 1) * size)
  }

  /// The convolution of x, without a bias: [batch, outputs, positions].
  package func forward(_ x: Buffer, _ weight: Buffer) -> Buffer {
    if isApart { return forwardApart(x, weight) }
    let y = Buffer(uninitialized: batch * outputs * positions)
    let size = shardSamples
    Parallel.forEach((batch + size - 1) / size) { shard in
      let samples = samples(shard, size: size)
      let width = samples.count * positions
      withColumns(x, samples) { patches in
        withScratch(samples.count == 1 ? 0 : outputs * width) { scratch in
          let target = scratch ?? y.base + samples.lowerBound * outputs * positions
          for group in 0..<groups {
            product(
              false, weight.base + group * groupOutputs * depth, groupOutputs, depth,
              patches + group * depth * width, into: target + group * groupOutputs * width, width)
          }
          if let scratch { spread(scratch, samples, channels: outputs, into: y) }
        }
      }
    }
    return y
  }

  /// The gradient for the input, from that of the output.
  package func inputGradient(_ gradient: Buffer, _ weight: Buffer) -> Buffer {
    if isApart { return inputGradientApart(gradient, weight) }
    let dx = Buffer(uninitialized: batch * inputs * plane)
    let size = shardSamples
    Parallel.forEach((batch + size - 1) / size) { shard in
      let samples = samples(shard, size: size)
      let width = samples.count * positions
      withGathered(gradient, samples, channels: outputs) { source in
        let isDirect = isPointwise && samples.count == 1
        withScratch(isDirect ? 0 : groups * depth * width) { scratch in
          let target = scratch ?? dx.base + samples.lowerBound * inputs * plane
          for group in 0..<groups {
            product(
              true, weight.base + group * groupOutputs * depth, depth, groupOutputs,
              source + group * groupOutputs * width, into: target + group * depth * width, width)
          }
          if let scratch { addPatches(scratch, samples, into: dx) }
        }
      }
    }
    return dx
  }

  /// The gradient for the weight; runs of shards have sums of their own, added in their order.
  package func weightGradient(_ x: Buffer, _ gradient: Buffer) -> Buffer {
    if isApart { return weightGradientApart(x, gradient) }
    let size = shardSamples
    let shards = (batch + size - 1) / size
    let run = (shards + 15) / 16
    let runs = run == 0 ? 0 : (shards + run - 1) / run
    let partial = Buffer(uninitialized: max(1, runs) * weightCount)
    if runs == 0 { partial.base.update(repeating: 0, count: weightCount) }
    Parallel.forEach(runs) { index in
      for shard in index * run..<min(shards, (index + 1) * run) {
        let samples = samples(shard, size: size)
        let width = samples.count * positions
        withColumns(x, samples) { patches in
          withGathered(gradient, samples, channels: outputs) { source in
            for group in 0..<groups {
              let start = index * weightCount + group * groupOutputs * depth
              outerProduct(
                source + group * groupOutputs * width, patches + group * depth * width,
                into: partial.base + start, width, adding: shard == index * run ? 0 : 1)
            }
          }
        }
      }
    }
    return runs <= 1 ? partial : Kernels.sum(partial, outer: 1, axis: runs, inner: weightCount)
  }

  private var isPointwise: Bool { rows.isPointwise && columns.isPointwise }

  // Rows are cut as in `Kernels.multiply`; inside a region of shards the pieces run one by one.
  private func product(
    _ transposed: Bool, _ weight: UnsafeMutablePointer<Float>, _ count: Int, _ inner: Int,
    _ source: UnsafeMutablePointer<Float>, into target: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    let piece = count * inner * width > 1 << 22 ? max(64, (count + 7) / 8) : max(1, count)
    Parallel.forEachRange(of: count, size: piece) { range in
      let first = range.lowerBound
      Kernels.gemm(
        transposed, false, range.count, width, inner,
        weight + (transposed ? first : first * inner), transposed ? count : inner, source, width,
        0, target + first * width, width)
    }
  }

  private func outerProduct(
    _ source: UnsafeMutablePointer<Float>, _ patches: UnsafeMutablePointer<Float>,
    into target: UnsafeMutablePointer<Float>, _ width: Int, adding beta: Float
  ) {
    let count = groupOutputs
    let piece = count * depth * width > 1 << 22 ? max(64, (count + 7) / 8) : max(1, count)
    Parallel.forEachRange(of: count, size: piece) { range in
      let first = range.lowerBound
      Kernels.gemm(
        false, true, range.count, depth, width, source + first * width, width, patches, width,
        beta, target + first * depth, depth)
    }
  }

  private func withScratch(_ count: Int, _ body: (UnsafeMutablePointer<Float>?) -> Void) {
    guard count > 0 else { return body(nil) }
    let scratch = Buffer(uninitialized: count)
    body(scratch.base)
    withExtendedLifetime(scratch) {}
  }

  /// Calls the body with the samples' channels side by side: [channels, samples * positions].
  private func withGathered(
    _ source: Buffer, _ samples: Range<Int>, channels: Int,
    _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    let start = source.base + samples.lowerBound * channels * positions
    guard samples.count > 1 else { return body(start) }
    let width = samples.count * positions
    let scratch = Buffer(uninitialized: channels * width)
    Parallel.forEachRange(of: channels, size: max(1, Kernels.elementPiece / max(1, width))) {
      range in
      for channel in range {
        for sample in 0..<samples.count {
          (scratch.base + channel * width + sample * positions)
            .update(from: start + (sample * channels + channel) * positions, count: positions)
        }
      }
    }
    body(scratch.base)
    withExtendedLifetime(scratch) {}
  }

  /// The reverse of `withGathered`.
  private func spread(
    _ source: UnsafeMutablePointer<Float>, _ samples: Range<Int>, channels: Int, into target: Buffer
  ) {
    let start = target.base + samples.lowerBound * channels * positions
    let width = samples.count * positions
    Parallel.forEach(samples.count) { sample in
      for channel in 0..<channels {
        (start + (sample * channels + channel) * positions)
          .update(from: source + channel * width + sample * positions, count: positions)
      }
    }
  }

  /// Calls the body with the patches under every position as columns, all groups one after another.
  private func withColumns(
    _ x: Buffer, _ samples: Range<Int>, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    if isPointwise { return withGathered(x, samples, channels: inputs, body) }
    let width = samples.count * positions
    let taps = rows.kernel * columns.kernel
    let scratch = Buffer(uninitialized: inputs * taps * width)
    Parallel.forEachRange(
      of: inputs, size: max(1, Kernels.elementPiece / max(1, taps * width))
    ) { range in
      for channel in range {
        for sample in 0..<samples.count {
          let place = (samples.lowerBound + sample) * inputs + channel
          PatchLoop(self).extract(
            from: x.base + place * plane,
            to: scratch.base + channel * taps * width + sample * positions, stride: width)
        }
      }
    }
    body(scratch.base)
    withExtendedLifetime(scratch) {}
  }

  /// Adds columns back to the places that `withColumns` took them from.
  private func addPatches(
    _ source: UnsafeMutablePointer<Float>, _ samples: Range<Int>, into target: Buffer
  ) {
    let width = samples.count * positions
    let taps = rows.kernel * columns.kernel
    Parallel.forEach(samples.count) { sample in
      for channel in 0..<inputs {
        let place = (samples.lowerBound + sample) * inputs + channel
        let out = target.base + place * plane
        out.update(repeating: 0, count: plane)
        PatchLoop(self).add(
          from: source + channel * taps * width + sample * positions, stride: width, to: out)
      }
    }
  }
}
