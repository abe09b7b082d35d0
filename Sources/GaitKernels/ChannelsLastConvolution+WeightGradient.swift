import CKernels

extension ChannelsLastConvolution {
  /// The gradient for the weight [outputs, inputs, kernelHeight, kernelWidth].
  package func weightGradient(_ x: Buffer, _ gradient: Buffer) -> Buffer {
    if isPointwise { return outerProduct(gradient, x, rows: batch * positions) }
    if hasThinLines { return thinWeightGradient(x, gradient) }
    if let filtering { return filteredWeightGradient(filtering, x, gradient) }
    let grids = (0..<taps).map { LineGrid(sizes, tap: $0) }
    return depth * outputs <= Self.mostSharedSums && (batch >= 4 || isSmall)
      ? inOrderOfWeights(sumsOfShards(x, gradient, grids))
      : sumsOfChannels { channels, sums in
        for (tap, grid) in grids.enumerated() {
          addProducts(
            x, gradient, grid, 0..<batch, channels,
            into: sums + tap * channels.count * outputs, isFirst: true)
        }
      }
  }

  /// Whether all is done by one thread.
  private var isSmall: Bool { piece(1) > 1 }

  /// The gradient [outputs, inputs, taps] from sums [taps, inputs, outputs].
  func inOrderOfWeights(_ sums: Buffer) -> Buffer {
    let result = Buffer(uninitialized: outputs * depth)
    let size = max(1, Kernels.elementPiece / max(1, 16 * depth)) * 16
    Parallel.forEachRange(of: outputs, size: size) { range in
      Kernels.table.unpack_lines(
        sums.base, inputs, outputs, taps, range.lowerBound, range.upperBound, result.base, depth)
    }
    return result
  }

  /// The gradient from a body that writes the sums of some channels, [taps, channels, outputs], for as many at
  /// a time as stay in the second cache.
  func sumsOfChannels(
    _ write: (_ channels: Range<Int>, _ sums: UnsafeMutablePointer<Float>) -> Void
  ) -> Buffer {
    let result = Buffer(uninitialized: outputs * depth)
    // Few channels make two pieces, many as many as the cache asks for.
    let most = min(64, Self.mostSharedSums / (taps * outputs) / 8 * 8)
    let run = max(8, min(most, inputs > 64 ? 64 : (inputs / 2 + 7) / 8 * 8))
    Parallel.forEachRange(of: inputs, size: isSmall ? inputs : run) { channels in
      let sums = Buffer(uninitialized: taps * channels.count * outputs)
      write(channels, sums.base)
      Kernels.table.unpack_lines(
        sums.base, channels.count, outputs, taps, 0, outputs,
        result.base + channels.lowerBound * taps, depth)
    }
    return result
  }

  /// The sums of the outer products of the lines under each tap and the gradient's, [taps, inputs,
  /// outputs], for some samples at a time, so that a sample is read once for all taps.
  private func sumsOfShards(_ x: Buffer, _ gradient: Buffer, _ grids: [LineGrid]) -> Buffer {
    let count = depth * outputs
    let size = isSmall ? batch : (batch + Self.shards - 1) / Self.shards
    let shards = (batch + size - 1) / size
    let partial = Buffer(uninitialized: shards * count)
    Parallel.forEach(shards) { shard in
      let samples = shard * size..<min(batch, (shard + 1) * size)
      for sample in samples {
        for (tap, grid) in grids.enumerated() {
          addProducts(
            x, gradient, grid, sample..<sample + 1, 0..<inputs,
            into: partial.base + shard * count + tap * inputs * outputs,
            isFirst: sample == samples.lowerBound)
        }
      }
    }
    return shards == 1 ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: count)
  }

  // Sums of a shard stay in the second cache.
  static let mostSharedSums = 1 << 17
  private static let shards = 8
  // A run of lines that is worth a pass over the sums, and the lines copied together where runs are short.
  private static let shortestRun = 32
  private static let copiedLines = 256

  /// Adds the products of the lines of some channels under a tap to sums [channels, outputs], or writes
  /// them where they are the first.
  private func addProducts(
    _ x: Buffer, _ gradient: Buffer, _ grid: LineGrid, _ samples: Range<Int>,
    _ channels: Range<Int>, into sums: UnsafeMutablePointer<Float>, isFirst: Bool
  ) {
    var adds: Int32 = isFirst ? 0 : 1
    func add(
      _ lines: UnsafePointer<Float>, _ stride: Int, _ partners: UnsafePointer<Float>,
      _ partnerStride: Int, _ count: Int
    ) {
      Kernels.table.multiply_outer(
        lines, stride, partners, partnerStride, sums, outputs, channels.count, outputs, count, adds)
      adds = 1
    }
    guard grid.run > 0, grid.lines > 0 else {
      if isFirst { sums.update(repeating: 0, count: channels.count * outputs) }
      return
    }
    let isCopied = grid.run < Self.shortestRun && samples.count * grid.lines > 1
    let block = isCopied ? Self.copiedLines : 0
    let copies = Buffer(uninitialized: block * channels.count)
    let partnerCopies = Buffer(uninitialized: block * outputs)
    var copied = 0
    for sample in samples {
      let source = x.base + (sample * sizes.plane + grid.source) * inputs + channels.lowerBound
      let partner = gradient.base + (sample * positions + grid.partner) * outputs
      for line in 0..<grid.lines {
        let lines = source + line * grid.sourceAcross * inputs
        let partners = partner + line * grid.partnerAcross * outputs
        if !isCopied {
          add(lines, grid.sourceStep * inputs, partners, grid.partnerStep * outputs, grid.run)
          continue
        }
        for place in 0..<grid.run {
          (copies.base + copied * channels.count)
            .update(from: lines + place * grid.sourceStep * inputs, count: channels.count)
          (partnerCopies.base + copied * outputs)
            .update(from: partners + place * grid.partnerStep * outputs, count: outputs)
          copied += 1
          guard copied == block else { continue }
          add(copies.base, channels.count, partnerCopies.base, outputs, copied)
          copied = 0
        }
      }
    }
    if copied > 0 { add(copies.base, channels.count, partnerCopies.base, outputs, copied) }
    withExtendedLifetime((copies, partnerCopies)) {}
  }

  /// The same for few channels, where the taps of a row of the kernel and their channels are one line.
  private func thinWeightGradient(_ x: Buffer, _ gradient: Buffer) -> Buffer {
    let (rows, columns) = (sizes.rows, sizes.columns)
    let padded = PaddedPlanes(x, sizes)
    let width = columns.kernel * inputs
    let count = depth * outputs
    let size = isSmall ? batch : (batch + Self.shards - 1) / Self.shards
    let shards = (batch + size - 1) / size
    let partial = Buffer(uninitialized: shards * count)
    let isTall = columns.output < 16 && rows.output > columns.output
    let (run, lines) = isTall ? (rows.output, columns.output) : (columns.output, rows.output)
    let (down, right) = (rows.stride * padded.width * inputs, columns.stride * inputs)
    Parallel.forEach(shards) { shard in
      let first = shard * size
      for line in first * lines..<min(batch, first + size) * lines {
        let (sample, line) = (line / lines, line % lines)
        let partners =
          gradient.base + (sample * positions + line * (isTall ? 1 : columns.output)) * outputs
        let source = padded.base + sample * padded.count + line * (isTall ? right : down)
        for row in 0..<rows.kernel {
          Kernels.table.multiply_outer(
            source + row * rows.dilation * padded.width * inputs, isTall ? down : right, partners,
            (isTall ? columns.output : 1) * outputs,
            partial.base + shard * count + row * width * outputs, outputs, width, outputs, run,
            sample == first && line == 0 ? 0 : 1)
        }
      }
    }
    withExtendedLifetime(padded) {}
    let sums =
      shards == 1 ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: count)
    // From [kernelHeight, kernelWidth, inputs, outputs].
    return Buffer.filled(count: count) { result in
      for tap in 0..<taps {
        for input in 0..<inputs {
          let line = sums.base + (tap * inputs + input) * outputs
          for output in 0..<outputs {
            result[(output * inputs + input) * taps + tap] = line[output]
          }
        }
      }
    }
  }

  private func outerProduct(_ gradient: Buffer, _ x: Buffer, rows: Int) -> Buffer {
    let result = Buffer(uninitialized: outputs * inputs)
    Kernels.multiply(
      MatrixView(gradient, rowStride: outputs, transposed: true),
      MatrixView(x, rowStride: inputs), into: MatrixView(result, rowStride: inputs),
      rows: outputs, columns: inputs, inner: rows)
    return result
  }
}
