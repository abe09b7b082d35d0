extension Kernels {
  /// Windows over the planes of [planes, height, width].
  package struct Pooling: Sendable {
    package let planes: Int
    package let rows, columns: Convolution.Axis

    /// Windows of given extents; dilation is not used.
    package init(planes: Int, rows: Convolution.Axis, columns: Convolution.Axis) {
      self.planes = planes
      self.rows = rows
      self.columns = columns
    }

    var plane: Int { rows.input * columns.input }
    var positions: Int { rows.output * columns.output }
    var piece: Int { max(1, elementPiece / max(1, plane) / 2) }

    /// The places of windows along an axis at which a tap lies inside the input, and the input under
    /// the first of them.
    func inside(_ axis: Convolution.Axis, tap: Int) -> (places: Range<Int>, start: Int) {
      let shift = tap - axis.before
      let first = shift >= 0 ? 0 : (-shift + axis.stride - 1) / axis.stride
      let room = axis.input - 1 - shift
      let last = min(axis.output, room < 0 ? 0 : room / axis.stride + 1)
      return (first..<max(first, last), first * axis.stride + shift)
    }
  }

  /// The largest element of each window and its place in the plane; the first of equal ones.
  package static func maximum(_ x: Buffer, _ pooling: Pooling) -> (values: Buffer, places: [Int32])
  {
    let y = Buffer(repeating: -.infinity, count: pooling.planes * pooling.positions)
    let (rows, columns) = (pooling.rows, pooling.columns)
    let places = [Int32](unsafeUninitializedCapacity: y.count) { places, count in
      nonisolated(unsafe) let places = places
      Parallel.forEachRange(of: pooling.planes, size: pooling.piece) { range in
        for plane in range {
          for row in 0..<rows.output {
            let target = plane * pooling.positions + row * columns.output
            let top = row * rows.stride - rows.before
            let lines = max(0, top)..<min(rows.input, top + rows.kernel)
            // Where nothing is larger than minus infinity, the first element of the window counts.
            for column in 0..<columns.output {
              let left = max(0, column * columns.stride - columns.before)
              places[target + column] = Int32(lines.lowerBound * columns.input + left)
            }
            guard let place = places.baseAddress else { continue }
            for line in lines {
              for tap in 0..<columns.kernel {
                let (valid, start) = pooling.inside(columns, tap: tap)
                let cell = line * columns.input + start
                table.window_maximum(
                  x.base + plane * pooling.plane + cell, columns.stride, Int32(cell),
                  y.base + target + valid.lowerBound, place + target + valid.lowerBound,
                  valid.count)
              }
            }
          }
        }
      }
      count = y.count
    }
    return (y, places)
  }

  /// Adds each window's gradient at the place of its largest element: the derivative of `maximum`.
  package static func maximumBackward(
    _ gradient: Buffer, places: [Int32], _ pooling: Pooling
  ) -> Buffer {
    let dx = Buffer(repeating: 0, count: pooling.planes * pooling.plane)
    places.withUnsafeBufferPointer { places in
      Parallel.forEachRange(of: pooling.planes, size: pooling.piece) { range in
        for plane in range {
          let out = dx.base + plane * pooling.plane
          for index in plane * pooling.positions..<(plane + 1) * pooling.positions {
            out[Int(places[index])] += gradient.base[index]
          }
        }
      }
    }
    return dx
  }

  /// The mean of each window; there is no padding.
  package static func mean(_ x: Buffer, _ pooling: Pooling) -> Buffer {
    let y = Buffer(repeating: 0, count: pooling.planes * pooling.positions)
    let scale = 1 / Float(pooling.rows.kernel * pooling.columns.kernel)
    Parallel.forEachRange(of: pooling.planes, size: pooling.piece) { range in
      for plane in range {
        visitTaps(pooling, plane) { input, output, step, count in
          if step == 1 {
            table.accumulate(x.base + input, scale, y.base + output, count)
          } else {
            for index in 0..<count {
              y.base[output + index] += scale * x.base[input + index * step]
            }
          }
        }
      }
    }
    return y
  }

  /// The derivative of `mean`: each window's gradient shared out evenly.
  package static func meanBackward(_ gradient: Buffer, _ pooling: Pooling) -> Buffer {
    let dx = Buffer(repeating: 0, count: pooling.planes * pooling.plane)
    let scale = 1 / Float(pooling.rows.kernel * pooling.columns.kernel)
    Parallel.forEachRange(of: pooling.planes, size: pooling.piece) { range in
      for plane in range {
        visitTaps(pooling, plane) { input, output, step, count in
          if step == 1 {
            table.accumulate(gradient.base + output, scale, dx.base + input, count)
          } else {
            for index in 0..<count {
              dx.base[input + index * step] += scale * gradient.base[output + index]
            }
          }
        }
      }
    }
    return dx
  }

  // For each output row and each tap of the window: where its line begins in input and output.
  private static func visitTaps(
    _ pooling: Pooling, _ plane: Int,
    _ body: (_ input: Int, _ output: Int, _ step: Int, _ count: Int) -> Void
  ) {
    let (rows, columns) = (pooling.rows, pooling.columns)
    for row in 0..<rows.output {
      for tapRow in 0..<rows.kernel {
        for tapColumn in 0..<columns.kernel {
          let line = (row * rows.stride + tapRow) * columns.input + tapColumn
          body(
            plane * pooling.plane + line, plane * pooling.positions + row * columns.output,
            columns.stride, columns.output)
        }
      }
    }
  }
}
