import CKernels

extension ChannelsLastConvolution {
  /// The products of minimal filtering for the result, where they are fewer; else nil.
  var filtering: MinimalFiltering? {
    guard let (rows, columns) = filteredAxes else { return nil }
    let filtering = MinimalFiltering(
      batch: batch, rows: rows, columns: columns, inner: inputs, width: outputs)
    return filtering.pays ? filtering : nil
  }

  /// The same for the gradient of the input, a convolution with the turned kernel.
  var inputGradientFiltering: MinimalFiltering? {
    guard let (rows, columns) = filteredAxes else { return nil }
    let filtering = MinimalFiltering(
      batch: batch, rows: rows.turned, columns: columns.turned, inner: outputs, width: inputs)
    return filtering.pays ? filtering : nil
  }

  private var filteredAxes: (rows: MinimalFiltering.Axis, columns: MinimalFiltering.Axis)? {
    guard let rows = MinimalFiltering.Axis(sizes.rows),
      let columns = MinimalFiltering.Axis(sizes.columns)
    else { return nil }
    return (rows, columns)
  }

  /// The gradient of the weight from the sums of the sixteen products.
  func filteredWeightGradient(
    _ filtering: MinimalFiltering, _ x: Buffer, _ gradient: Buffer
  ) -> Buffer {
    let products = filtering.outerProducts(x, gradient)
    let count = inputs * outputs
    let sums = Buffer(uninitialized: taps * count)
    Parallel.forEachRange(of: count, size: Kernels.elementPiece) { range in
      Kernels.table.tile_weight_gradients(
        products.base + range.lowerBound, count, sums.base + range.lowerBound, range.count)
    }
    return inOrderOfWeights(sums)
  }
}

extension MinimalFiltering.Axis {
  /// An axis of three taps side by side, one place apart; else nil.
  fileprivate init?(_ axis: Convolution.Axis) {
    guard axis.kernel == 3, axis.stride == 1, axis.dilation == 1 else { return nil }
    self.init(source: axis.input, result: axis.output, before: axis.before)
  }

  /// The axis of the gradient for what is read.
  fileprivate var turned: Self { Self(source: result, result: source, before: 2 - before) }
}
