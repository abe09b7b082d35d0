import CKernels

/// The matrices of the taps of a kernel, packed for products of lines.
struct PackedLines: Sendable {
  private let packed: Buffer
  private let taps, tapStride: Int
  private let isTransposing: Bool
  /// Whether these are the weights of minimal filtering's products instead of the taps'.
  private let isFiltered: Bool
  /// The floats of a line, and of a row of the result.
  let inner, columns: Int

  /// Weights [outputs, inputs, taps], for lines of inputs.
  init(_ weight: Buffer, outputs: Int, inputs: Int, taps: Int) {
    self.init(
      weight, inner: inputs, columns: outputs, taps: taps, innerStride: taps,
      columnStride: inputs * taps, isTransposing: false)
  }

  /// The same weights, for lines of outputs: the product that the derivative needs.
  init(transposing weight: Buffer, outputs: Int, inputs: Int, taps: Int) {
    self.init(
      weight, inner: outputs, columns: inputs, taps: taps, innerStride: inputs * taps,
      columnStride: taps, isTransposing: true)
  }

  /// Weights for lines of inputs, or `transposing` for lines of outputs; packed once for all calls
  /// where they are `lasting`.
  static func of(
    _ weight: Buffer, outputs: Int, inputs: Int, taps: Int, transposing: Bool = false,
    filtering: Bool = false, isLasting: Bool
  ) -> PackedLines {
    func make() -> PackedLines {
      let packed =
        transposing
        ? PackedLines(transposing: weight, outputs: outputs, inputs: inputs, taps: taps)
        : PackedLines(weight, outputs: outputs, inputs: inputs, taps: taps)
      return filtering ? PackedLines(filtering: packed) : packed
    }
    guard isLasting else { return make() }
    let kept = weight.keptPacking(make)
    // The same values may serve in another way too.
    let (inner, columns) = transposing ? (outputs, inputs) : (inputs, outputs)
    let fits =
      kept.columns == columns && kept.inner == inner
      && kept.taps == (filtering ? MinimalFiltering.products : taps)
      && kept.isTransposing == transposing && kept.isFiltered == filtering
    return fits ? kept : make()
  }

  private init(
    _ weight: Buffer, inner: Int, columns: Int, taps: Int, innerStride: Int, columnStride: Int,
    isTransposing: Bool
  ) {
    self.isTransposing = isTransposing
    isFiltered = false
    (self.inner, self.columns, self.taps) = (inner, columns, taps)
    tapStride = Kernels.table.packed_size(inner, columns)
    packed = Buffer(uninitialized: taps * tapStride)
    let table = Kernels.table
    // Columns of one panel are packed together; the panel is as wide as a packed matrix of one column.
    let panel = table.packed_size(1, 1)
    let work = max(1, Kernels.elementPiece / max(1, panel * inner * taps)) * panel
    Parallel.forEachRange(of: columns, size: work) { range in
      table.pack_lines(
        weight.base + range.lowerBound * columnStride, inner, range.count, taps, innerStride,
        columnStride, tapStride, packed.base + range.lowerBound * inner)
    }
  }

  /// The weights of minimal filtering from those of nine taps; of turned taps, as the derivative asks,
  /// where they were transposed.
  private init(filtering lines: PackedLines) {
    precondition(lines.taps == 9, "PackedLines: minimal filtering of \(lines.taps) taps")
    (inner, columns, tapStride) = (lines.inner, lines.columns, lines.tapStride)
    (isTransposing, isFiltered) = (lines.isTransposing, true)
    taps = MinimalFiltering.products
    let packed = Buffer(uninitialized: taps * tapStride)
    Parallel.forEachRange(of: tapStride, size: Kernels.elementPiece) { range in
      Kernels.table.tile_weights(
        lines.packed.base + range.lowerBound, lines.tapStride, lines.isTransposing ? 1 : 0,
        packed.base + range.lowerBound, range.count)
    }
    self.packed = packed
  }

  /// Dense rows times the matrix of one tap.
  func multiply(
    _ x: UnsafePointer<Float>, byTap tap: Int, rows: Int, into y: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: Int32(0)) { place in
      var product = GKLineProduct(
        source: x, row_stride: inner, places: place, taps: 1, inner: inner,
        packed: packed.base + tap * tapStride, tap_stride: 0, target: y, target_stride: columns,
        rows: rows, columns: columns, scale: nil, shift: nil, addend: nil, is_rectified: 0)
      Kernels.table.multiply_lines(&product)
    }
  }

  /// Rows of the product: under tap t the line of row r begins `r * stride + places[t]` behind x.
  func multiply(
    _ x: UnsafePointer<Float>, stride: Int, places: ArraySlice<Int32>, rows: Int,
    into y: UnsafeMutablePointer<Float>, stride targetStride: Int, _ finish: LineFinish
  ) {
    places.withUnsafeBufferPointer { places in
      var product = GKLineProduct(
        source: x, row_stride: stride, places: places.baseAddress, taps: places.count,
        inner: inner, packed: packed.base, tap_stride: tapStride, target: y,
        target_stride: targetStride, rows: rows, columns: columns, scale: finish.scale,
        shift: finish.shift, addend: finish.addend, is_rectified: finish.isRectified ? 1 : 0)
      Kernels.table.multiply_lines(&product)
    }
  }
}

/// What is done with the rows of a product, its addend beginning at their first.
struct LineFinish {
  let scale, shift, addend: UnsafePointer<Float>?
  let isRectified: Bool
}

extension ChannelsLastConvolution.Finish {
  /// The same for the rows that begin at an element of the result; the blocks must outlive its use.
  func at(_ start: Int) -> LineFinish {
    LineFinish(
      scale: scale.map { UnsafePointer($0.base) }, shift: shift.map { UnsafePointer($0.base) },
      addend: addend.map { UnsafePointer($0.base + start) }, isRectified: isRectified)
  }

  /// The same in a pass of its own over rows [rows, columns].
  func apply(to y: Buffer, rows: Int, columns: Int) {
    guard shift != nil || addend != nil || isRectified else { return }
    let zeros = Buffer(repeating: 0, count: columns)
    let factors = scale ?? Buffer(repeating: 1, count: columns)
    var norm = GKColumnNorm(
      x: y.base, mean: zeros.base, scale: factors.base, shift: (shift ?? zeros).base,
      addend: addend?.base, y: y.base, rows: rows, columns: columns,
      is_rectified: isRectified ? 1 : 0)
    withExtendedLifetime((self, zeros, factors)) { Kernels.table.normalise_rows(&norm) }
  }
}
