extension Kernels {
  /// The sizes of a block [batch, channels, plane] whose channels are normalised.
  package struct ChannelSizes: Sendable {
    package let batch, channels, plane: Int

    /// Sizes of a block.
    package init(batch: Int, channels: Int, plane: Int) {
      self.batch = batch
      self.channels = channels
      self.plane = plane
    }

    /// The number of elements of one channel.
    package var samples: Int { batch * plane }
    // Channels side by side on one thread.
    var piece: Int { max(1, elementPiece / 2 / max(1, samples)) }
    func row(_ sample: Int, _ channel: Int) -> Int { (sample * channels + channel) * plane }
  }

  /// What batch normalisation leaves: its output, and what its derivative needs.
  package struct NormalizedChannels {
    package let output, normalized, mean, variance, inverseDeviation: Buffer
  }

  /// Normalises each channel by its own mean and variance over the batch, then scales and shifts.
  package static func batchNorm(
    _ x: Buffer, weight: Buffer, bias: Buffer, epsilon: Float, _ sizes: ChannelSizes
  ) -> NormalizedChannels {
    let saved = NormalizedChannels(
      output: Buffer(uninitialized: x.count), normalized: Buffer(uninitialized: x.count),
      mean: Buffer(uninitialized: sizes.channels), variance: Buffer(uninitialized: sizes.channels),
      inverseDeviation: Buffer(uninitialized: sizes.channels))
    let (count, plane) = (Double(sizes.samples), sizes.plane)
    Parallel.forEachRange(of: sizes.channels, size: sizes.piece) { range in
      for channel in range {
        var total = 0.0
        for sample in 0..<sizes.batch {
          total += table.sum(x.base + sizes.row(sample, channel), plane)
        }
        let mean = total / count
        var squares = 0.0
        for sample in 0..<sizes.batch {
          squares += table.centred_squares(x.base + sizes.row(sample, channel), mean, plane)
        }
        let inverse = 1 / (squares / count + Double(epsilon)).squareRoot()
        saved.mean.base[channel] = Float(mean)
        saved.variance.base[channel] = Float(squares / count)
        saved.inverseDeviation.base[channel] = Float(inverse)
        for sample in 0..<sizes.batch {
          let row = sizes.row(sample, channel)
          table.standardise(
            x.base + row, mean, inverse, weight.base[channel], bias.base[channel],
            saved.normalized.base + row, saved.output.base + row, plane)
        }
      }
    }
    return saved
  }

  /// The derivative of `batchNorm` for its input, weight and bias.
  package static func batchNormBackward(
    _ gradient: Buffer, weight: Buffer, saved: NormalizedChannels, _ sizes: ChannelSizes
  ) -> (input: Buffer, weight: Buffer, bias: Buffer) {
    let dx = Buffer(uninitialized: gradient.count)
    let dWeight = Buffer(uninitialized: sizes.channels)
    let dBias = Buffer(uninitialized: sizes.channels)
    let (count, plane) = (Double(sizes.samples), sizes.plane)
    Parallel.forEachRange(of: sizes.channels, size: sizes.piece) { range in
      for channel in range {
        var total = 0.0
        var along = 0.0
        for sample in 0..<sizes.batch {
          let row = sizes.row(sample, channel)
          total += table.sum(gradient.base + row, plane)
          along += table.dot(gradient.base + row, saved.normalized.base + row, plane)
        }
        dBias.base[channel] = Float(total)
        dWeight.base[channel] = Float(along)
        let scale = Double(weight.base[channel] * saved.inverseDeviation.base[channel])
        for sample in 0..<sizes.batch {
          let row = sizes.row(sample, channel)
          table.combine(
            gradient.base + row, scale, saved.normalized.base + row, -scale * along / count,
            -scale * total / count, dx.base + row, plane)
        }
      }
    }
    return (dx, dWeight, dBias)
  }

  /// Multiplies each channel by a number and adds another.
  package static func scaleChannels(
    _ x: Buffer, scale: Buffer, shift: Buffer?, _ sizes: ChannelSizes
  ) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    let size = max(1, elementPiece / max(1, sizes.plane))
    Parallel.forEachRange(of: sizes.batch * sizes.channels, size: size) { range in
      for row in range {
        let channel = row % sizes.channels
        table.affine(
          x.base + row * sizes.plane, scale.base[channel], shift?.base[channel] ?? 0,
          y.base + row * sizes.plane, sizes.plane)
      }
    }
    return y
  }

  /// The sum over each channel of the products of two blocks.
  package static func dotChannels(_ x: Buffer, _ y: Buffer, _ sizes: ChannelSizes) -> Buffer {
    let result = Buffer(uninitialized: sizes.channels)
    Parallel.forEachRange(of: sizes.channels, size: sizes.piece) { range in
      for channel in range {
        var total = 0.0
        for sample in 0..<sizes.batch {
          let row = sizes.row(sample, channel)
          total += table.dot(x.base + row, y.base + row, sizes.plane)
        }
        result.base[channel] = Float(total)
      }
    }
    return result
  }
}
