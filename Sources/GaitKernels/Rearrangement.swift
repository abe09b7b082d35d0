extension Kernels {
  /// The elements of x with its axes in another order: result axis i is x's axis `order[i]`.
  package static func permuted(_ x: Buffer, extents: [Int], order: [Int]) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    guard x.count > 0 else { return y }
    var strides = [Int](repeating: 1, count: extents.count)
    for axis in stride(from: extents.count - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * extents[axis + 1]
    }
    let newExtents = order.map { extents[$0] }
    let newStrides = order.map { strides[$0] }
    let rank = order.count
    guard rank >= 2 else {
      y.base.update(from: x.base, count: x.count)
      return y
    }
    let rows = newExtents[rank - 2]
    let columns = newExtents[rank - 1]
    let planes = x.count / max(1, rows * columns)
    Parallel.forEachRange(of: planes, size: max(1, elementPiece / max(1, rows * columns))) {
      range in
      for plane in range {
        var rest = plane
        var place = 0
        for axis in stride(from: rank - 3, through: 0, by: -1) {
          place += rest % newExtents[axis] * newStrides[axis]
          rest /= newExtents[axis]
        }
        copyPlane(
          from: x.base + place, rowStride: newStrides[rank - 2], columnStride: newStrides[rank - 1],
          to: y.base + plane * rows * columns, rows: rows, columns: columns)
      }
    }
    return y
  }

  /// Copies a strided plane to a dense one, in tiles so that both sides stay in the first cache.
  private static func copyPlane(
    from source: UnsafeMutablePointer<Float>, rowStride: Int, columnStride: Int,
    to target: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    if columnStride == 1 {
      for row in 0..<rows {
        (target + row * columns).update(from: source + row * rowStride, count: columns)
      }
      return
    }
    if rowStride == 1 {
      table.transpose(source, columnStride, target, columns, columns, rows)
      return
    }
    let tile = 16
    for firstRow in stride(from: 0, to: rows, by: tile) {
      let lastRow = min(rows, firstRow + tile)
      for firstColumn in stride(from: 0, to: columns, by: tile) {
        let lastColumn = min(columns, firstColumn + tile)
        for row in firstRow..<lastRow {
          let line = source + row * rowStride
          let out = target + row * columns
          for column in firstColumn..<lastColumn { out[column] = line[column * columnStride] }
        }
      }
    }
  }

  /// Copies `outer` blocks of `width` elements between two strided places.
  package static func copyBlocks(
    from source: Buffer, at sourceStart: Int, stride sourceStride: Int,
    to target: Buffer, at targetStart: Int, stride targetStride: Int,
    outer: Int, width: Int
  ) {
    Parallel.forEachRange(of: outer, size: max(1, elementPiece / max(1, width))) { range in
      for block in range {
        (target.base + targetStart + block * targetStride)
          .update(from: source.base + sourceStart + block * sourceStride, count: width)
      }
    }
  }

  /// The rows of [outer, axis, inner] at the indices: [outer, indices, inner].
  package static func gather(
    _ x: Buffer, indices: [Int], outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let y = Buffer(uninitialized: outer * indices.count * inner)
    for block in 0..<outer {
      for (step, index) in indices.enumerated() {
        (y.base + (block * indices.count + step) * inner)
          .update(from: x.base + (block * axis + index) * inner, count: inner)
      }
    }
    return y
  }

  /// Adds rows back to where `gather` took them: the derivative of `gather`.
  package static func scatterAdd(
    _ gradient: Buffer, indices: [Int], outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let result = Buffer(repeating: 0, count: outer * axis * inner)
    for block in 0..<outer {
      for (step, index) in indices.enumerated() {
        table.accumulate(
          gradient.base + (block * indices.count + step) * inner, 1,
          result.base + (block * axis + index) * inner, inner)
      }
    }
    return result
  }
}
