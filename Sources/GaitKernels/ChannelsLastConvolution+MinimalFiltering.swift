extension ChannelsLastConvolution {
  /// The products of minimal filtering for the result, where they are fewer; else nil.
  var filtering: MinimalFiltering? {
    guard let (rows, columns) = filteredAxes,
      let filtering = MinimalFiltering(
        batch: batch, rows: rows, columns: columns, inner: inputs, width: outputs)
    else { return nil }
    return filtering.pays ? filtering : nil
  }

  /// The same for the gradient of the input.
  var inputGradientFiltering: MinimalFiltering? {
    guard let (rows, columns) = filteredAxes,
      let filtering = MinimalFiltering(
        batch: batch, rows: rows.turned, columns: columns.turned, inner: outputs, width: inputs)
    else { return nil }
    return filtering.pays ? filtering : nil
  }

  private var filteredAxes: (rows: MinimalFiltering.Axis, columns: MinimalFiltering.Axis)? {
    guard sizes.rows.stride == 1, sizes.columns.stride == 1, taps > 1 else { return nil }
    return (MinimalFiltering.Axis(sizes.rows), MinimalFiltering.Axis(sizes.columns))
  }

  /// The gradient of the weight from the sums of the products.
  func filteredWeightGradient(
    _ filtering: MinimalFiltering, _ x: Buffer, _ gradient: Buffer
  ) -> Buffer {
    let scheme = filtering.scheme
    guard scheme.parts * scheme.products * inputs * outputs > Self.mostSharedSums / 2 else {
      let products = filtering.outerProducts(x, gradient)
      let count = inputs * outputs
      let sums = Buffer(uninitialized: taps * count)
      Parallel.forEachRange(of: count, size: Kernels.elementPiece) { range in
        scheme.gatherWeightGradients(
          products.base + range.lowerBound, stride: count, into: sums.base + range.lowerBound,
          count: range.count)
      }
      return inOrderOfWeights(sums)
    }
    let lines = filtering.transformedLines(x, gradient)
    return sumsOfChannels { channels, sums in
      let count = channels.count * outputs
      let products = Buffer(uninitialized: scheme.parts * scheme.products * count)
      filtering.multiply(lines, channels, into: products)
      scheme.gatherWeightGradients(products.base, stride: count, into: sums, count: count)
    }
  }
}

extension MinimalFiltering.Axis {
  fileprivate init(_ axis: Convolution.Axis) {
    self.init(
      source: axis.input, result: axis.output, before: axis.before, taps: axis.kernel,
      dilation: axis.dilation)
  }
}
