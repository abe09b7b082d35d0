extension Kernels {
  /// `s[0] = x[0]`, `s[t] = alpha x[t] + (1 - alpha) s[t-1]` along the middle axis.
  package static func movingAverage(
    _ x: Buffer, alpha: Float, outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    guard axis > 0 else { return y }
    Parallel.forEachRange(of: outer, size: linePiece(axis * inner)) { range in
      for block in range {
        let source = x.base + block * axis * inner
        let target = y.base + block * axis * inner
        target.update(from: source, count: inner)
        for step in 1..<max(1, axis) {
          table.affine(source + step * inner, alpha, 0, target + step * inner, inner)
          table.accumulate(
            target + (step - 1) * inner, 1 - alpha, target + step * inner, inner)
        }
      }
    }
    return y
  }

  /// The derivative of `movingAverage`: the same recurrence from the end.
  package static func movingAverageBackward(
    _ gradient: Buffer, alpha: Float, outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let dx = Buffer(uninitialized: gradient.count)
    guard axis > 0 else { return dx }
    let carried = Buffer(uninitialized: outer * inner)
    Parallel.forEachRange(of: outer, size: linePiece(axis * inner)) { range in
      for block in range {
        let source = gradient.base + block * axis * inner
        let target = dx.base + block * axis * inner
        let carry = carried.base + block * inner
        carry.update(repeating: 0, count: inner)
        for step in stride(from: axis - 1, through: 0, by: -1) {
          table.affine(carry, 1 - alpha, 0, carry, inner)
          table.accumulate(source + step * inner, 1, carry, inner)
          table.affine(carry, step == 0 ? 1 : alpha, 0, target + step * inner, inner)
        }
      }
    }
    return dx
  }

  /// The middle axis with its first and last line repeated before and behind.
  package static func replicatePadded(
    _ x: Buffer, before: Int, after: Int, outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let longer = before + axis + after
    let y = Buffer(uninitialized: outer * longer * inner)
    Parallel.forEachRange(of: outer, size: linePiece(longer * inner)) { range in
      for block in range {
        let source = x.base + block * axis * inner
        let target = y.base + block * longer * inner
        (target + before * inner).update(from: source, count: axis * inner)
        for step in 0..<before {
          (target + step * inner).update(from: source, count: inner)
        }
        for step in 0..<after {
          (target + (before + axis + step) * inner)
            .update(from: source + (axis - 1) * inner, count: inner)
        }
      }
    }
    return y
  }

  /// The derivative of `replicatePadded`: the ends collect what was repeated from them.
  package static func replicatePaddedBackward(
    _ gradient: Buffer, before: Int, after: Int, outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let longer = before + axis + after
    let dx = Buffer(uninitialized: outer * axis * inner)
    Parallel.forEachRange(of: outer, size: linePiece(longer * inner)) { range in
      for block in range {
        let source = gradient.base + block * longer * inner
        let target = dx.base + block * axis * inner
        target.update(from: source + before * inner, count: axis * inner)
        for step in 0..<before { table.accumulate(source + step * inner, 1, target, inner) }
        for step in 0..<after {
          table.accumulate(
            source + (before + axis + step) * inner, 1, target + (axis - 1) * inner, inner)
        }
      }
    }
    return dx
  }

  /// Runs of `size` elements of each row, `stride` apart: [rows, patches, size].
  package static func patches(
    _ x: Buffer, rows: Int, length: Int, size: Int, stride: Int, count: Int
  ) -> Buffer {
    let y = Buffer(uninitialized: rows * count * size)
    Parallel.forEachRange(of: rows, size: linePiece(count * size)) { range in
      for row in range {
        for patch in 0..<count {
          (y.base + (row * count + patch) * size)
            .update(from: x.base + row * length + patch * stride, count: size)
        }
      }
    }
    return y
  }

  /// Adds patches back to where they were taken: the derivative of `patches`.
  package static func patchesBackward(
    _ gradient: Buffer, rows: Int, length: Int, size: Int, stride: Int, count: Int
  ) -> Buffer {
    let dx = Buffer(repeating: 0, count: rows * length)
    Parallel.forEachRange(of: rows, size: linePiece(count * size)) { range in
      for row in range {
        for patch in 0..<count {
          table.accumulate(
            gradient.base + (row * count + patch) * size, 1,
            dx.base + row * length + patch * stride, size)
        }
      }
    }
    return dx
  }

  private static func linePiece(_ elements: Int) -> Int { max(1, elementPiece / max(1, elements)) }
}
