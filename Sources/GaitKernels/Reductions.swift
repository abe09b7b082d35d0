import CKernels

extension Kernels {
  /// The sum of every element, in a fixed order.
  package static func sum(_ x: Buffer) -> Float {
    Float(table.sum(x.base, x.count))
  }

  /// The sum of squares of every element, in double.
  package static func sumOfSquares(_ x: Buffer) -> Double {
    table.sum_of_squares(x.base, x.count)
  }

  /// The largest element; minus infinity of none.
  package static func maximum(_ x: Buffer) -> Float {
    table.maximum(x.base, x.count)
  }

  /// Sums over the middle axis of [outer, axis, inner].
  package static func sum(_ x: Buffer, outer: Int, axis: Int, inner: Int) -> Buffer {
    let y = Buffer(uninitialized: outer * inner)
    if inner == 1 {
      Parallel.forEachRange(of: outer, size: max(1, elementPiece / max(1, axis))) { range in
        for row in range { y.base[row] = Float(table.sum(x.base + row * axis, axis)) }
      }
      return y
    }
    // Runs of rows are summed apart and their sums in turn, so rounding errors grow with the depth of
    // this tree and not with the number of rows.
    let run = 64
    let runs = max(1, (axis + run - 1) / run)
    let partial = runs == 1 ? y : Buffer(uninitialized: outer * runs * inner)
    let piece = max(1, elementPiece / max(1, min(run, axis) * inner))
    Parallel.forEachRange(of: outer * runs, size: piece) { range in
      for index in range {
        let target = partial.base + index * inner
        target.update(repeating: 0, count: inner)
        let block = index / runs
        let first = index % runs * run
        for step in first..<min(axis, first + run) {
          table.accumulate(x.base + (block * axis + step) * inner, 1, target, inner)
        }
      }
    }
    return runs == 1 ? y : sum(partial, outer: outer, axis: runs, inner: inner)
  }

  /// The largest element along the middle axis of [outer, axis, inner], and where it stands.
  package static func maximum(
    _ x: Buffer, outer: Int, axis: Int, inner: Int
  ) -> (values: Buffer, places: [Int32]) {
    let y = Buffer(uninitialized: outer * inner)
    var places = [Int32](repeating: 0, count: outer * inner)
    places.withUnsafeMutableBufferPointer { places in
      for block in 0..<outer {
        for column in 0..<inner {
          let start = block * axis * inner + column
          var best = x.base[start]
          var place = 0
          for step in 1..<max(1, axis) {
            let value = x.base[start + step * inner]
            if value > best || (value.isNaN && !best.isNaN) {
              best = value
              place = step
            }
          }
          y.base[block * inner + column] = best
          places[block * inner + column] = Int32(place)
        }
      }
    }
    return (y, places)
  }

  /// Spreads a gradient [outer, inner] back to the places that `maximum` found, zero elsewhere.
  package static func scatter(
    _ gradient: Buffer, places: [Int32], outer: Int, axis: Int, inner: Int
  ) -> Buffer {
    let result = Buffer(repeating: 0, count: outer * axis * inner)
    for block in 0..<outer {
      for column in 0..<inner {
        let place = Int(places[block * inner + column])
        result.base[(block * axis + place) * inner + column] = gradient.base[block * inner + column]
      }
    }
    return result
  }

  /// Repeats [outer, inner] along a new middle axis: [outer, axis, inner].
  package static func repeated(_ x: Buffer, outer: Int, axis: Int, inner: Int) -> Buffer {
    let y = Buffer(uninitialized: outer * axis * inner)
    Parallel.forEachRange(of: outer, size: max(1, elementPiece / max(1, axis * inner))) { range in
      for block in range {
        for step in 0..<axis {
          let target = y.base + (block * axis + step) * inner
          if inner == 1 {
            target.pointee = x.base[block]
          } else {
            target.update(from: x.base + block * inner, count: inner)
          }
        }
      }
    }
    return y
  }
}
