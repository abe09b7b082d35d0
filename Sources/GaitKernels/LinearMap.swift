import CKernels

/// An affine map of many rows, `y = activation(x · weightᵀ + bias)`, and its derivatives.
///
/// Shapes: x [rows, inputs], weight [outputs, inputs], y [rows, outputs].
package struct LinearMap: Sendable {
  /// What each result goes through while its rows are in the cache.
  package enum Activation: Sendable {
    case none, positivePart, gelu
  }

  private let rows, inputs, outputs: Int

  /// A map of given sizes.
  package init(rows: Int, inputs: Int, outputs: Int) {
    (self.rows, self.inputs, self.outputs) = (rows, inputs, outputs)
  }

  // Rows below which packing the weights costs more than it saves.
  private static let fewRows = 16
  private static let rowsPerPiece = 64

  private var work: Int { rows * inputs * outputs }
  private var piece: Int {
    guard work >= 1 << 17 else { return max(1, rows) }
    // Few rows in two halves, of whole tiles.
    return rows < 2 * Self.rowsPerPiece ? (rows / 2 + 7) / 8 * 8 : Self.rowsPerPiece
  }

  /// What a forward pass leaves: the result, and for GELU what went into it where it was asked for.
  package struct Result {
    package let output: Buffer
    package let beforeActivation: Buffer?
  }

  /// The map of each row.
  ///
  /// - Parameters:
  ///   - x: The rows.
  ///   - weight: The matrix.
  ///   - bias: Added to each row.
  ///   - activation: What each result goes through.
  ///   - keepsInput: Whether GELU leaves what went into it, for the derivative.
  ///   - isLasting: Whether the weight serves many calls unchanged, so that its packing is kept.
  /// - Returns: The results.
  package func forward(
    _ x: Buffer, _ weight: Buffer, bias: Buffer?, activation: Activation = .none,
    keepsInput: Bool = false, isLasting: Bool = false
  ) -> Result {
    let y = Buffer(uninitialized: rows * outputs)
    let isKept = keepsInput && activation == .gelu
    let z = isKept ? Buffer(uninitialized: rows * outputs) : y
    if Kernels.areFew(rows: rows, inner: inputs) || rows < (isLasting ? 4 : Self.fewRows) {
      multiplyFew(x, weight, bias, into: z)
      activate(z, into: y, activation, 0..<rows)
    } else {
      let packed = PackedLines.of(
        weight, outputs: outputs, inputs: inputs, taps: 1, isLasting: isLasting)
      Parallel.forEachRange(of: rows, size: piece) { range in
        packed.multiply(
          x.base + range.lowerBound * inputs, stride: inputs, places: [0], rows: range.count,
          into: z.base + range.lowerBound * outputs, stride: outputs,
          LineFinish(
            scale: nil, shift: bias.map { UnsafePointer($0.base) }, addend: nil,
            isRectified: activation == .positivePart))
        if activation == .gelu { activate(z, into: y, activation, range) }
      }
    }
    return Result(output: y, beforeActivation: isKept ? z : nil)
  }

  private func multiplyFew(_ x: Buffer, _ weight: Buffer, _ bias: Buffer?, into z: Buffer) {
    if Kernels.areFew(rows: rows, inner: inputs) {
      Kernels.dots(
        x, weight, into: z, rows: rows, columns: outputs, inner: inputs, bias: bias)
    } else {
      Kernels.multiply(
        MatrixView(x, rowStride: inputs), MatrixView(weight, rowStride: inputs, transposed: true),
        into: MatrixView(z, rowStride: outputs), rows: rows, columns: outputs, inner: inputs,
        bias: bias)
    }
  }

  private func activate(
    _ z: Buffer, into y: Buffer, _ activation: Activation, _ range: Range<Int>
  ) {
    let (start, count) = (range.lowerBound * outputs, range.count * outputs)
    switch activation {
    case .none: break
    case .positivePart: Kernels.table.relu(z.base + start, y.base + start, count)
    case .gelu: Kernels.table.gelu(z.base + start, y.base + start, count)
    }
  }

  /// The gradient for x, from that of the result before its activation.
  package func inputGradient(_ gradient: Buffer, _ weight: Buffer) -> Buffer {
    let dx = Buffer(uninitialized: rows * inputs)
    guard rows >= Self.fewRows else {
      Kernels.multiply(
        MatrixView(gradient, rowStride: outputs), MatrixView(weight, rowStride: inputs),
        into: MatrixView(dx, rowStride: inputs), rows: rows, columns: inputs, inner: outputs)
      return dx
    }
    let packed = PackedLines(transposing: weight, outputs: outputs, inputs: inputs, taps: 1)
    Parallel.forEachRange(of: rows, size: piece) { range in
      packed.multiply(
        gradient.base + range.lowerBound * outputs, stride: outputs, places: [0],
        rows: range.count, into: dx.base + range.lowerBound * inputs, stride: inputs,
        LineFinish(scale: nil, shift: nil, addend: nil, isRectified: false))
    }
    return dx
  }

  /// The gradients for the weight [outputs, inputs] and the bias [outputs].
  package func weightGradients(
    _ gradient: Buffer, _ x: Buffer, hasBias: Bool
  ) -> (weight: Buffer, bias: Buffer?) {
    let count = outputs * inputs
    if rows < 256 || count > 1 << 17 {
      let dw = Buffer(uninitialized: count)
      Kernels.multiply(
        MatrixView(gradient, rowStride: outputs, transposed: true),
        MatrixView(x, rowStride: inputs), into: MatrixView(dw, rowStride: inputs),
        rows: outputs, columns: inputs, inner: rows)
      guard hasBias else { return (dw, nil) }
      return (dw, Kernels.sum(gradient, outer: 1, axis: rows, inner: outputs))
    }
    // The side that fills the panels of the product goes along its rows.
    let panel = Kernels.table.packed_size(1, 1)
    let isSwapped = outputs % panel == 0 && inputs % panel != 0
    // Shards of the rows, eight at most, each with sums of its own; these are added in their order.
    let size = work < 1 << 19 ? rows : max(128, (rows + 63) / 64 * 8)
    let shards = (rows + size - 1) / size
    let width = count + (hasBias ? outputs : 0)
    let partial = Buffer(uninitialized: shards * width)
    Parallel.forEachRange(of: rows, size: size) { range in
      let target = partial.base + range.lowerBound / size * width
      let own = gradient.base + range.lowerBound * outputs
      let lines = x.base + range.lowerBound * inputs
      if isSwapped {
        Kernels.table.multiply_outer(
          lines, inputs, own, outputs, target, outputs, inputs, outputs, range.count, 0)
      } else {
        Kernels.table.multiply_outer(
          own, outputs, lines, inputs, target, inputs, outputs, inputs, range.count, 0)
      }
      guard hasBias else { return }
      let totals = target + count
      totals.update(from: own, count: outputs)
      for row in 1..<range.count {
        Kernels.table.accumulate(own + row * outputs, 1, totals, outputs)
      }
    }
    let sums =
      shards == 1 ? partial : Kernels.sum(partial, outer: 1, axis: shards, inner: width)
    let dw = Buffer(uninitialized: count)
    if isSwapped {
      Kernels.table.transpose(sums.base, outputs, dw.base, inputs, inputs, outputs)
    } else {
      dw.base.update(from: sums.base, count: count)
    }
    return (dw, hasBias ? sums.copy(from: count, count: outputs) : nil)
  }
}
