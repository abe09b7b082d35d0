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

    // The part of a window that lies inside the input.
    func window(_ axis: Convolution.Axis, _ place: Int) -> Range<Int> {
      let start = place * axis.stride - axis.before
      return max(0, start)..<min(axis.input, start + axis.kernel)
    }
  }

  /// The largest element of each window and its place in the plane; the first of equal ones.
  package static func maximum(_ x: Buffer, _ pooling: Pooling) -> (values: Buffer, places: [Int32])
  {
    let y = Buffer(uninitialized: pooling.planes * pooling.positions)
    let width = pooling.columns.input
    let places = [Int32](unsafeUninitializedCapacity: y.count) { places, count in
      nonisolated(unsafe) let places = places
      Parallel.forEachRange(of: pooling.planes, size: pooling.piece) { range in
        for plane in range {
          let input = x.base + plane * pooling.plane
          var target = plane * pooling.positions
          for row in 0..<pooling.rows.output {
            let lines = pooling.window(pooling.rows, row)
            for column in 0..<pooling.columns.output {
              let cells = pooling.window(pooling.columns, column)
              var place = lines.lowerBound * width + cells.lowerBound
              var best = input[place]
              for line in lines {
                for cell in cells {
                  let value = input[line * width + cell]
                  if value > best || (value.isNaN && !best.isNaN) {
                    best = value
                    place = line * width + cell
                  }
                }
              }
              y.base[target] = best
              places[target] = Int32(place)
              target += 1
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
