extension ChannelsLastConvolution {
  /// The transposed convolution of few sequences, phase by phase of the stride.
  ///
  /// Every `stride`-th place of the result lies under the same taps, whose lines move on by one place
  /// of the source: rows of one product, over a source with zeros around.
  func multiplyPhases(
    _ source: Buffer, _ packed: PackedLines, into target: Buffer, _ finish: Finish
  ) {
    let axis = sizes.columns
    let reach = (axis.kernel * axis.dilation + axis.before) / axis.stride + 1
    let width = packed.inner
    let padded = (positions + 2 * reach) * width
    let lines = Buffer(repeating: 0, count: batch * padded)
    for sample in 0..<batch {
      (lines.base + sample * padded + reach * width)
        .update(from: source.base + sample * positions * width, count: positions * width)
    }
    let run = 32
    let longest = (axis.input + axis.stride - 1) / axis.stride
    let runs = (longest + run - 1) / run
    let pieces = batch * axis.stride * runs
    Parallel.forEachRange(of: pieces, size: piece(1) > 1 ? pieces : 1) { range in
      for index in range {
        let (sample, phase) = (index / (axis.stride * runs), index / runs % axis.stride)
        let first = index % runs * run
        let count = min(run, (axis.input - phase + axis.stride - 1) / axis.stride - first)
        guard count > 0 else { continue }
        let places = (0..<axis.kernel).map { tap -> Int32 in
          let shifted = phase + axis.before - tap * axis.dilation
          guard shifted % axis.stride == 0 else { return -1 }
          return Int32((reach + shifted / axis.stride) * width)
        }
        let start = (sample * axis.input + first * axis.stride + phase) * packed.columns
        packed.multiply(
          lines.base + sample * padded + first * width, stride: width, places: places[...],
          rows: count, into: target.base + start, stride: axis.stride * packed.columns,
          finish.at(start))
      }
    }
    withExtendedLifetime(lines) {}
  }
}
