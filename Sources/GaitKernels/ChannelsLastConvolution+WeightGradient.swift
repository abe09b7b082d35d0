import CKernels

extension ChannelsLastConvolution {
  /// The gradient for the weight [outputs, inputs, kernelHeight, kernelWidth].
  package func weightGradient(_ x: Buffer, _ gradient: Buffer) -> Buffer {
    let count = batch * positions
    if isPointwise {
      return outerProduct(gradient, x, rows: count)
    }
    if hasThinLines { return thinWeightGradient(x, gradient) }
    if let filtering { return filteredWeightGradient(filtering, x, gradient) }
    let sums = Buffer(uninitialized: taps * inputs * outputs)
    let partners = PackedGradient(gradient, batch: batch, places: positions, width: outputs)
    let table = forwardPlaces
    // A piece is a tap and a run of channels, and adds up all places in their order.
    let run = 64
    let runs = (inputs + run - 1) / run
    Parallel.forEachRange(of: taps * runs, size: piece(1) > 1 ? taps * runs : 1) { range in
      for index in range {
        let (tap, channel) = (index / runs, index % runs * run)
        let count = min(run, inputs - channel)
        (sums.base + (tap * inputs + channel) * outputs)
          .update(repeating: 0, count: count * outputs)
        addOuterProducts(
          x, partners, tap: tap, from: channel, count: count, table, into: sums)
      }
    }
    return inOrderOfWeights(sums)
  }

  /// The gradient [outputs, inputs, taps] from sums [taps, inputs, outputs].
  func inOrderOfWeights(_ sums: Buffer) -> Buffer {
    let result = Buffer(uninitialized: outputs * depth)
    let size = max(1, Kernels.elementPiece / max(1, 16 * depth)) * 16
    Parallel.forEachRange(of: outputs, size: size) { range in
      Kernels.table.unpack_lines(
        sums.base, inputs, outputs, taps, range.lowerBound, range.upperBound, result.base)
    }
    return result
  }

  private func addOuterProducts(
    _ x: Buffer, _ partners: PackedGradient, tap: Int, from channel: Int, count: Int,
    _ table: [Int32], into sums: Buffer
  ) {
    let block = 128
    var lines: [Int32] = []
    var others: [Int32] = []
    lines.reserveCapacity(block)
    others.reserveCapacity(block)
    func flush() {
      guard !lines.isEmpty else { return }
      var product = GKLineOuterProduct(
        source: x.base + channel, lines: nil, partners: nil, count: lines.count,
        packed: partners.packed.base, panel_stride: partners.panelStride,
        target: sums.base + (tap * inputs + channel) * outputs, target_stride: outputs,
        rows: count, columns: outputs)
      lines.withUnsafeBufferPointer { lines in
        others.withUnsafeBufferPointer { others in
          product.lines = lines.baseAddress
          product.partners = others.baseAddress
          Kernels.table.multiply_lines_outer(&product)
        }
      }
      lines.removeAll(keepingCapacity: true)
      others.removeAll(keepingCapacity: true)
    }
    for place in 0..<positions where table[place * taps + tap] >= 0 {
      let line = table[place * taps + tap]
      for sample in 0..<batch {
        lines.append(line + Int32(sample * sizes.plane * inputs))
        others.append(partners.start(place: place, sample: sample))
        if lines.count == block { flush() }
      }
    }
    flush()
  }

  private func thinWeightGradient(_ x: Buffer, _ gradient: Buffer) -> Buffer {
    let count = batch * positions
    let piece = max(Self.rowsPerPiece, (count + 15) / 16)
    let pieces = (count + piece - 1) / piece
    let partial = Buffer(uninitialized: pieces * outputs * depth)
    Parallel.forEach(pieces) { index in
      let target = partial.base + index * outputs * depth
      target.update(repeating: 0, count: outputs * depth)
      let end = min(count, (index + 1) * piece)
      for first in stride(from: index * piece, to: end, by: Self.rowsPerPiece) {
        let rows = first..<min(end, first + Self.rowsPerPiece)
        let patches = copiedPatches(x, rows)
        Kernels.gemm(
          true, false, outputs, depth, rows.count, gradient.base + first * outputs, outputs,
          patches.base, depth, 1, target, depth)
      }
    }
    return Kernels.sum(partial, outer: 1, axis: pieces, inner: outputs * depth)
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

/// A gradient [batch, places, width] in panels, place by place and sample by sample.
private struct PackedGradient {
  let packed: Buffer
  let panelStride: Int
  private let placeStride, panel: Int

  init(_ gradient: Buffer, batch: Int, places: Int, width: Int) {
    let table = Kernels.table
    panel = table.packed_size(1, 1)
    let panelStride = batch * panel
    let placeStride = table.packed_size(batch, width)
    (self.panelStride, self.placeStride) = (panelStride, placeStride)
    precondition(
      places * placeStride < 1 << 31, "ChannelsLastConvolution: a block of 2^31 elements or more")
    let packed = Buffer(uninitialized: places * placeStride)
    self.packed = packed
    let size = max(1, Kernels.elementPiece / max(1, placeStride))
    Parallel.forEachRange(of: places, size: size) { range in
      for place in range {
        table.pack(
          gradient.base + place * width, batch, width, places * width, 1,
          packed.base + place * placeStride)
      }
    }
  }

  func start(place: Int, sample: Int) -> Int32 {
    Int32(place * placeStride + sample * panel)
  }
}
