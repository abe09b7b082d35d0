import CKernels

/// The matrices of the taps of a kernel, packed for products of lines.
struct PackedLines: Sendable {
  private let packed: Buffer
  private let taps, tapStride: Int
  private let form: Form
  /// The floats of a line, and of a row of the result.
  let inner, columns: Int

  /// What the matrices are: those of the taps, of minimal filtering's products, or of the rows of a
  /// kernel; for lines of inputs, or transposed for lines of outputs.
  private struct Form: Equatable {
    enum Matrices: Equatable { case taps, rows, products(FilterScheme) }
    var matrices = Matrices.taps
    var isTransposing = false
  }

  /// Weights [outputs, inputs, taps], for lines of inputs.
  init(_ weight: Buffer, outputs: Int, inputs: Int, taps: Int) {
    self.init(
      weight, inner: inputs, columns: outputs, taps: taps, innerStride: taps,
      columnStride: inputs * taps, Form())
  }

  /// The same weights, for lines of outputs: the product that the derivative needs.
  init(transposing weight: Buffer, outputs: Int, inputs: Int, taps: Int) {
    self.init(
      weight, inner: outputs, columns: inputs, taps: taps, innerStride: inputs * taps,
      columnStride: taps, Form(isTransposing: true))
  }

  /// Weights for lines of inputs, or `transposing` for lines of outputs; packed once for all calls
  /// where they are `lasting`.
  static func of(
    _ weight: Buffer, outputs: Int, inputs: Int, taps: Int, transposing: Bool = false,
    scheme: FilterScheme? = nil, isLasting: Bool
  ) -> PackedLines {
    func make() -> PackedLines {
      let packed =
        transposing
        ? PackedLines(transposing: weight, outputs: outputs, inputs: inputs, taps: taps)
        : PackedLines(weight, outputs: outputs, inputs: inputs, taps: taps)
      return scheme.map { PackedLines(packed, $0) } ?? packed
    }
    return kept(
      weight, isLasting, inner: transposing ? outputs : inputs,
      columns: transposing ? inputs : outputs, taps: scheme.map { $0.parts * $0.products } ?? taps,
      Form(matrices: scheme.map { .products($0) } ?? .taps, isTransposing: transposing), make)
  }

  /// The same weights [outputs, inputs, kernelRows, kernelColumns], for lines of all inputs under a row of
  /// the kernel.
  static func ofRows(
    _ weight: Buffer, outputs: Int, inputs: Int, kernelRows: Int, kernelColumns: Int,
    isLasting: Bool
  ) -> PackedLines {
    let width = kernelColumns * inputs
    let form = Form(matrices: .rows)
    return kept(weight, isLasting, inner: width, columns: outputs, taps: kernelRows, form) {
      let turned = Buffer.filled(count: outputs * width * kernelRows) { target in
        for place in target.indices {
          let (line, row) = place.quotientAndRemainder(dividingBy: kernelRows)
          let (output, column, input) = (line / width, line % width / inputs, line % inputs)
          target[place] =
            weight.base[((output * inputs + input) * kernelRows + row) * kernelColumns + column]
        }
      }
      return PackedLines(
        turned, inner: width, columns: outputs, taps: kernelRows, innerStride: kernelRows,
        columnStride: width * kernelRows, form)
    }
  }

  private static func kept(
    _ weight: Buffer, _ isLasting: Bool, inner: Int, columns: Int, taps: Int, _ form: Form,
    _ make: () -> PackedLines
  ) -> PackedLines {
    guard isLasting else { return make() }
    let kept = weight.keptPacking(make)
    // The same values may serve in another way too.
    let fits =
      kept.columns == columns && kept.inner == inner && kept.taps == taps && kept.form == form
    return fits ? kept : make()
  }

  private init(
    _ weight: Buffer, inner: Int, columns: Int, taps: Int, innerStride: Int, columnStride: Int,
    _ form: Form
  ) {
    self.form = form
    (self.inner, self.columns, self.taps) = (inner, columns, taps)
    // An odd number of the cache's lines, so that the taps do not fall into the same sets of it.
    tapStride = (Kernels.table.packed_size(inner, columns) + 15) / 16 * 16 | 16
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

  /// The weights of minimal filtering's products from those of the taps; of turned taps, as the derivative
  /// asks, where they were transposed.
  private init(_ lines: PackedLines, _ scheme: FilterScheme) {
    precondition(lines.taps == scheme.taps, "PackedLines: \(lines.taps) taps for \(scheme)")
    (inner, columns, tapStride) = (lines.inner, lines.columns, lines.tapStride)
    form = Form(matrices: .products(scheme), isTransposing: lines.form.isTransposing)
    taps = scheme.parts * scheme.products
    let packed = Buffer(uninitialized: taps * tapStride)
    let count = Kernels.table.packed_size(inner, columns)
    Parallel.forEachRange(of: count, size: Kernels.elementPiece) { range in
      scheme.spreadWeights(
        lines.packed.base + range.lowerBound, stride: lines.tapStride,
        isTurned: lines.form.isTransposing, into: packed.base + range.lowerBound,
        count: range.count)
    }
    self.packed = packed
  }

  /// Dense rows times the matrices of one of so many products, part by part from the places of each part.
  func multiply(
    _ x: UnsafePointer<Float>, byProduct product: Int, of products: Int,
    places: ArraySlice<Int32>, rows: Int, into y: UnsafeMutablePointer<Float>
  ) {
    places.withUnsafeBufferPointer { places in
      var product = GKLineProduct(
        source: x, row_stride: inner, places: places.baseAddress, taps: places.count, inner: inner,
        packed: packed.base + product * tapStride, tap_stride: products * tapStride, target: y,
        target_stride: columns, rows: rows, columns: columns, scale: nil, shift: nil, addend: nil,
        is_rectified: 0)
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
