/// Copies the patches under a kernel between the plane of one channel and rows of a column matrix.
struct PatchLoop {
  private let rows, columns: Convolution.Axis

  init(_ convolution: Convolution) {
    rows = convolution.rows
    columns = convolution.columns
  }

  /// The output places along an axis at which a tap of the kernel lies inside the input.
  private func inside(_ axis: Convolution.Axis, tap: Int) -> (range: Range<Int>, start: Int) {
    let shift = tap * axis.dilation - axis.before
    let first = shift >= 0 ? 0 : (-shift + axis.stride - 1) / axis.stride
    let room = axis.input - 1 - shift
    let last = room < 0 ? 0 : room / axis.stride + 1
    let upper = min(axis.output, last)
    return (first < upper ? first..<upper : 0..<0, shift)
  }

  /// Row `tap` of the target becomes the input under that tap at every position, zero outside.
  func extract(
    from source: UnsafeMutablePointer<Float>, to target: UnsafeMutablePointer<Float>, stride: Int
  ) {
    let width = columns.output
    for tapRow in 0..<rows.kernel {
      let (validRows, rowShift) = inside(rows, tap: tapRow)
      for tapColumn in 0..<columns.kernel {
        let (validColumns, columnShift) = inside(columns, tap: tapColumn)
        let line = target + (tapRow * columns.kernel + tapColumn) * stride
        for row in 0..<rows.output {
          let out = line + row * width
          guard validRows.contains(row), !validColumns.isEmpty else {
            out.update(repeating: 0, count: width)
            continue
          }
          let input = source + (row * rows.stride + rowShift) * columns.input + columnShift
          for column in 0..<validColumns.lowerBound { out[column] = 0 }
          if columns.stride == 1 {
            (out + validColumns.lowerBound)
              .update(from: input + validColumns.lowerBound, count: validColumns.count)
          } else {
            for column in validColumns { out[column] = input[column * columns.stride] }
          }
          for column in validColumns.upperBound..<width { out[column] = 0 }
        }
      }
    }
  }

  /// Adds row `tap` of the source to the input under that tap: the derivative of `extract`.
  func add(
    from source: UnsafeMutablePointer<Float>, stride: Int, to target: UnsafeMutablePointer<Float>
  ) {
    let width = columns.output
    for tapRow in 0..<rows.kernel {
      let (validRows, rowShift) = inside(rows, tap: tapRow)
      for tapColumn in 0..<columns.kernel {
        let (validColumns, columnShift) = inside(columns, tap: tapColumn)
        guard !validColumns.isEmpty else { continue }
        let line = source + (tapRow * columns.kernel + tapColumn) * stride
        for row in validRows {
          let gradient = line + row * width
          let out = target + (row * rows.stride + rowShift) * columns.input + columnShift
          if columns.stride == 1 {
            Kernels.table.accumulate(
              gradient + validColumns.lowerBound, 1, out + validColumns.lowerBound,
              validColumns.count)
          } else {
            for column in validColumns { out[column * columns.stride] += gradient[column] }
          }
        }
      }
    }
  }
}
