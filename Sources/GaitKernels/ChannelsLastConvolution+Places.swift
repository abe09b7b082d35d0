extension ChannelsLastConvolution {
  /// Where the line of each tap begins in a sample, place of the output by place; −1 outside the plane.
  var forwardPlaces: [Int32] {
    let (rows, columns) = (sizes.rows, sizes.columns)
    var table: [Int32] = []
    table.reserveCapacity(positions * taps)
    for row in 0..<rows.output {
      for column in 0..<columns.output {
        for tapRow in 0..<rows.kernel {
          let y = row * rows.stride + tapRow * rows.dilation - rows.before
          let isInside = y >= 0 && y < rows.input
          for tapColumn in 0..<columns.kernel {
            let x = column * columns.stride + tapColumn * columns.dilation - columns.before
            table.append(
              isInside && x >= 0 && x < columns.input
                ? Int32((y * columns.input + x) * inputs) : -1)
          }
        }
      }
    }
    return table
  }

  /// Where the line of the output stands that each tap spreads over a place of the input; −1 for none.
  var backwardPlaces: [Int32] {
    let (rows, columns) = (sizes.rows, sizes.columns)
    var table: [Int32] = []
    table.reserveCapacity(sizes.plane * taps)
    for y in 0..<rows.input {
      for x in 0..<columns.input {
        for tapRow in 0..<rows.kernel {
          let row = rows.place(under: tapRow, at: y)
          for tapColumn in 0..<columns.kernel {
            let column = columns.place(under: tapColumn, at: x)
            table.append(
              row >= 0 && column >= 0 ? Int32((row * columns.output + column) * outputs) : -1)
          }
        }
      }
    }
    return table
  }

  /// Patches [rows, inputs, taps] of rows that are counted through samples and places.
  func copiedPatches(_ x: Buffer, _ range: Range<Int>) -> Buffer {
    let patches = Buffer(uninitialized: range.count * depth)
    let (rows, columns) = (sizes.rows, sizes.columns)
    var out = patches.base
    for index in range {
      let (sample, place) = (index / positions, index % positions)
      let (row, column) = (place / columns.output, place % columns.output)
      let plane = x.base + sample * sizes.plane * inputs
      for tapRow in 0..<rows.kernel {
        let y = row * rows.stride + tapRow * rows.dilation - rows.before
        for tapColumn in 0..<columns.kernel {
          let x = column * columns.stride + tapColumn * columns.dilation - columns.before
          let tap = tapRow * columns.kernel + tapColumn
          if y >= 0, y < rows.input, x >= 0, x < columns.input {
            let line = plane + (y * columns.input + x) * inputs
            for channel in 0..<inputs { out[channel * taps + tap] = line[channel] }
          } else {
            for channel in 0..<inputs { out[channel * taps + tap] = 0 }
          }
        }
      }
      out += depth
    }
    return patches
  }
}

extension Convolution.Axis {
  /// The place of the output whose tap lies over a place of the input; below zero for none.
  fileprivate func place(under tap: Int, at position: Int) -> Int {
    let shifted = position + before - tap * dilation
    guard shifted >= 0, shifted % stride == 0, shifted / stride < output else { return -1 }
    return shifted / stride
  }
}

/// Planes with the zeros around them that a convolution reads.
final class PaddedPlanes {
  private let buffer: Buffer
  /// The places of a row and the elements of a plane.
  let width, count: Int
  var base: UnsafeMutablePointer<Float> { buffer.base }

  init(_ x: Buffer, _ sizes: Convolution) {
    let (rows, columns, channels) = (sizes.rows, sizes.columns, sizes.inputs)
    width = columns.before + columns.input + columns.after
    count = (rows.before + rows.input + rows.after) * width * channels
    if rows.before + rows.after + columns.before + columns.after == 0 {
      buffer = x
      return
    }
    buffer = Buffer(repeating: 0, count: sizes.batch * count)
    for sample in 0..<sizes.batch {
      for row in 0..<rows.input {
        let place = (rows.before + row) * width + columns.before
        (buffer.base + sample * count + place * channels).update(
          from: x.base + (sample * rows.input + row) * columns.input * channels,
          count: columns.input * channels)
      }
    }
  }
}
