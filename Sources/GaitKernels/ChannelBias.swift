extension Kernels {
  /// Adds one number per channel to a block [batch, channels, plane] that its caller owns alone.
  package static func addToChannels(
    _ bias: Buffer, into x: Buffer, batch: Int, channels: Int, plane: Int
  ) {
    let size = max(1, elementPiece / max(1, plane))
    Parallel.forEachRange(of: batch * channels, size: size) { range in
      for row in range {
        let line = x.base + row * plane
        table.affine(line, 1, bias.base[row % channels], line, plane)
      }
    }
  }

  /// The sum of each channel of [batch, channels, plane].
  package static func sumOfChannels(_ x: Buffer, batch: Int, channels: Int, plane: Int) -> Buffer {
    let y = Buffer(uninitialized: channels)
    let size = max(1, elementPiece / max(1, batch * plane))
    Parallel.forEachRange(of: channels, size: size) { range in
      for channel in range {
        var total = 0.0
        for sample in 0..<batch {
          total += table.sum(x.base + (sample * channels + channel) * plane, plane)
        }
        y.base[channel] = Float(total)
      }
    }
    return y
  }
}
