/// Convolutions of each channel by itself whose windows lie side by side: dot products of neighbouring
/// runs, without columns.
extension Convolution {
  /// Whether every channel has one kernel of its own and its windows neither overlap nor leave gaps.
  var isApart: Bool {
    groups == inputs && outputs == inputs && rows.isPointwise && rows.input == 1
      && columns.kernel == columns.stride && columns.before == 0 && columns.after == 0
      && columns.dilation == 1
  }

  private var run: Int { columns.kernel }
  private var lines: Int { batch * inputs }
  private var linesPerPiece: Int { max(1, Kernels.elementPiece / max(1, columns.input)) }

  func forwardApart(_ x: Buffer, _ weight: Buffer) -> Buffer {
    let y = Buffer(uninitialized: lines * positions)
    Parallel.forEachRange(of: lines, size: linesPerPiece) { range in
      for line in range {
        Kernels.table.multiply_dots(
          x.base + line * columns.input, run, weight.base + line % inputs * run, run,
          y.base + line * positions, 1, positions, 1, run)
      }
    }
    return y
  }

  func inputGradientApart(_ gradient: Buffer, _ weight: Buffer) -> Buffer {
    let dx = Buffer(uninitialized: lines * columns.input)
    let covered = positions * run
    Parallel.forEachRange(of: lines, size: linesPerPiece) { range in
      for line in range {
        let kernel = weight.base + line % inputs * run
        let target = dx.base + line * columns.input
        for place in 0..<positions {
          Kernels.table.affine(
            kernel, gradient.base[line * positions + place], 0, target + place * run, run)
        }
        (target + covered).update(repeating: 0, count: columns.input - covered)
      }
    }
    return dx
  }

  func weightGradientApart(_ x: Buffer, _ gradient: Buffer) -> Buffer {
    // Sixteen shards of samples at most, each with sums of its own, added in their order.
    let size = max(1, (batch + 15) / 16)
    let shards = max(1, (batch + size - 1) / size)
    let partial = Buffer(repeating: 0, count: shards * inputs * run)
    Parallel.forEachRange(of: batch, size: size) { samples in
      let target = partial.base + samples.lowerBound / size * inputs * run
      for line in samples.lowerBound * inputs..<samples.upperBound * inputs {
        for place in 0..<positions {
          Kernels.table.accumulate(
            x.base + line * columns.input + place * run, gradient.base[line * positions + place],
            target + line % inputs * run, run)
        }
      }
    }
    return shards == 1
      ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: inputs * run)
  }
}
