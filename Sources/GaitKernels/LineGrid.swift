/// The places of a plane that lie under one tap of a kernel, and those of the result that they count for:
/// lines of places, each a run of equal steps along the longer axis.
struct LineGrid {
  /// How many places a run has, and how many runs there are.
  let run, lines: Int
  /// The first place, the distance of the places of a run, and that of the runs.
  let source, sourceStep, sourceAcross: Int
  /// The same in the result.
  let partner, partnerStep, partnerAcross: Int

  init(_ sizes: Convolution, tap: Int) {
    let (rows, columns) = (sizes.rows, sizes.columns)
    let (row, column) = (tap / columns.kernel, tap % columns.kernel)
    let (down, right) = (rows.places(under: row), columns.places(under: column))
    source =
      rows.source(under: row, at: down.lowerBound) * columns.input
      + columns.source(under: column, at: right.lowerBound)
    partner = down.lowerBound * columns.output + right.lowerBound
    let (sourceDown, partnerDown) = (rows.stride * columns.input, columns.output)
    if down.count > right.count {
      (run, lines) = (down.count, right.count)
      (sourceStep, sourceAcross) = (sourceDown, columns.stride)
      (partnerStep, partnerAcross) = (partnerDown, 1)
    } else {
      (run, lines) = (right.count, down.count)
      (sourceStep, sourceAcross) = (columns.stride, sourceDown)
      (partnerStep, partnerAcross) = (1, partnerDown)
    }
  }
}

extension Convolution.Axis {
  fileprivate func source(under tap: Int, at place: Int) -> Int {
    place * stride + tap * dilation - before
  }

  /// The places of the result where a tap lies inside the plane.
  fileprivate func places(under tap: Int) -> Range<Int> {
    let missing = before - tap * dilation
    let first = missing > 0 ? (missing + stride - 1) / stride : 0
    let room = input - 1 + missing
    let end = room < 0 ? 0 : min(output, room / stride + 1)
    return first < end ? first..<end : 0..<0
  }
}
