import CKernels

/// A convolution over channels-last data: images [batch, height, width, inputs], weights as in PyTorch
/// [outputs, inputs, kernelHeight, kernelWidth].
///
/// Nothing is laid out as columns: under each tap of the kernel the channels of a place are a line of
/// neighbouring floats, and a row of the result is a sum of products of such lines with packed
/// matrices. The same places of many samples make one tile, so a tap that falls outside the plane
/// costs nothing. (The idea of addressing patches in place: Dukhan 2019, arXiv:1907.02129.)
package struct ChannelsLastConvolution: Sendable {
  let sizes: Convolution

  /// What is done with a result while it is in the processor's registers and first cache.
  package struct Finish {
    package var scale, shift, addend: Buffer?
    package var isRectified: Bool

    /// Times a scale [outputs], plus a shift [outputs], plus a block of the result's size, and then
    /// the positive part; a scale needs a shift.
    package init(
      scale: Buffer? = nil, shift: Buffer? = nil, addend: Buffer? = nil, isRectified: Bool = false
    ) {
      precondition(scale == nil || shift != nil, "ChannelsLastConvolution: a scale without a shift")
      self.scale = scale
      self.shift = shift
      self.addend = addend
      self.isRectified = isRectified
    }
  }

  /// A convolution of given sizes.
  ///
  /// - Precondition: One group, and blocks of fewer than 2^31 elements.
  package init(_ sizes: Convolution) {
    precondition(sizes.groups == 1, "ChannelsLastConvolution: \(sizes.groups) groups")
    precondition(
      sizes.batch * max(sizes.plane * sizes.inputs, sizes.positions * sizes.outputs) < 1 << 31,
      "ChannelsLastConvolution: a block of 2^31 elements or more")
    self.sizes = sizes
  }

  var batch: Int { sizes.batch }
  var inputs: Int { sizes.inputs }
  var outputs: Int { sizes.outputs }
  var positions: Int { sizes.positions }
  var taps: Int { sizes.rows.kernel * sizes.columns.kernel }
  /// The elements of a patch.
  var depth: Int { inputs * taps }
  var isPointwise: Bool { sizes.rows.isPointwise && sizes.columns.isPointwise }
  /// Too few channels for lines: the channels under all taps of a row of the kernel are one line instead.
  var hasThinLines: Bool { inputs < 8 && !isPointwise && sizes.columns.dilation == 1 }
  /// Whether runs of neighbouring places go down a narrow plane.
  var isTall: Bool {
    sizes.columns.output < 16 && sizes.rows.output > sizes.columns.output
  }

  // Fewer rows than pay for packing the weights.
  private static let rowsOfDots = 48
  static let samplesPerPiece = 64
  static let rowsPerPiece = 128

  /// The convolution of x: [batch, positions, outputs].
  ///
  /// A weight that is `lasting`, as at inference, is packed once for all calls.
  package func forward(
    _ x: Buffer, _ weight: Buffer, _ finish: Finish = Finish(), isLasting: Bool = false
  ) -> Buffer {
    let y = Buffer(uninitialized: batch * positions * outputs)
    func packing(inputs: Int, taps: Int) -> PackedLines {
      .of(weight, outputs: outputs, inputs: inputs, taps: taps, isLasting: isLasting)
    }
    if batch * positions <= Self.rowsOfDots {
      let patches = isPointwise ? x : copiedPatches(x, 0..<batch * positions)
      dots(patches, weight, into: y, finish)
    } else if isPointwise {
      let packed = packing(inputs: inputs, taps: 1)
      multiplyRows(x, packed, into: y, finish)
    } else if hasThinLines {
      let packed = PackedLines.ofRows(
        weight, outputs: outputs, inputs: inputs, kernelRows: sizes.rows.kernel,
        kernelColumns: sizes.columns.kernel, isLasting: isLasting)
      multiplyPadded(x, packed, into: y, finish)
    } else if let filtering {
      let packed = PackedLines.of(
        weight, outputs: outputs, inputs: inputs, taps: taps, scheme: filtering.scheme,
        isLasting: isLasting)
      filtering.multiply(x, packed, into: y, finish)
    } else if batch >= 8 {
      let packed = packing(inputs: inputs, taps: taps)
      multiplyPlaces(
        x, plane: sizes.plane, packed, forwardPlaces, places: positions, into: y, finish)
    } else {
      multiplyPadded(x, packing(inputs: inputs, taps: taps), into: y, finish)
    }
    return y
  }

  /// The gradient for the input, from that of the output; a transposed convolution, which has a finish.
  package func inputGradient(
    _ gradient: Buffer, _ weight: Buffer, _ finish: Finish = Finish(), isLasting: Bool = false
  ) -> Buffer {
    let dx = Buffer(uninitialized: batch * sizes.plane * inputs)
    let filtering = inputGradientFiltering
    let packed = PackedLines.of(
      weight, outputs: outputs, inputs: inputs, taps: taps, transposing: true,
      scheme: filtering?.scheme, isLasting: isLasting)
    if let filtering {
      filtering.multiply(gradient, packed, into: dx, finish)
    } else if isPointwise {
      multiplyRows(gradient, packed, into: dx, finish)
    } else if batch < 8, sizes.rows.isPointwise, sizes.rows.input == 1 {
      multiplyPhases(gradient, packed, into: dx, finish)
    } else {
      multiplyPlaces(
        gradient, plane: positions, packed, backwardPlaces, places: sizes.plane, into: dx, finish)
    }
    return dx
  }

  /// Pieces of a small convolution are not worth a thread.
  func piece(_ size: Int) -> Int {
    batch * positions * depth * outputs < 1 << 19 ? max(size, batch * positions) : size
  }

  /// Rows of x, one after another, times one matrix.
  private func multiplyRows(
    _ x: Buffer, _ packed: PackedLines, into y: Buffer, _ finish: Finish
  ) {
    let count = batch * positions
    Parallel.forEachRange(of: count, size: piece(Self.rowsPerPiece)) { rows in
      packed.multiply(
        x.base + rows.lowerBound * packed.inner, stride: packed.inner, places: [0],
        rows: rows.count, into: y.base + rows.lowerBound * packed.columns, stride: packed.columns,
        finish.at(rows.lowerBound * packed.columns))
    }
  }

  /// For each place of the result, its lines in all samples side by side.
  private func multiplyPlaces(
    _ x: Buffer, plane: Int, _ packed: PackedLines, _ table: [Int32], places: Int, into y: Buffer,
    _ finish: Finish
  ) {
    let blocks = (batch + Self.samplesPerPiece - 1) / Self.samplesPerPiece
    let run = piece(1) > 1 ? places * blocks : 1
    Parallel.forEachRange(of: places * blocks, size: run) { range in
      for index in range {
        let (place, first) = (index / blocks, index % blocks * Self.samplesPerPiece)
        let start = (first * places + place) * packed.columns
        packed.multiply(
          x.base + first * plane * packed.inner, stride: plane * packed.inner,
          places: table[place * taps..<(place + 1) * taps],
          rows: min(Self.samplesPerPiece, batch - first), into: y.base + start,
          stride: places * packed.columns, finish.at(start))
      }
    }
  }

  /// For few samples or channels: neighbouring places of one padded plane side by side.
  private func multiplyPadded(
    _ x: Buffer, _ packed: PackedLines, into y: Buffer, _ finish: Finish
  ) {
    let padded = PaddedPlanes(x, sizes)
    let (rows, columns) = (sizes.rows, sizes.columns)
    let (lines, length) =
      isTall ? (columns.output, rows.output) : (rows.output, columns.output)
    let step = (isTall ? rows.stride * padded.width : columns.stride) * inputs
    let across = (isTall ? columns.stride : rows.stride * padded.width) * inputs
    let width = hasThinLines ? 1 : columns.kernel
    let places = (0..<rows.kernel * width).map { tap in
      let (row, column) = (tap / width, tap % width)
      return Int32((row * rows.dilation * padded.width + column * columns.dilation) * inputs)
    }
    let run = 32
    let runs = (length + run - 1) / run
    Parallel.forEachRange(of: batch * lines * runs, size: piece(1)) { range in
      for index in range {
        let (sample, line, first) = (
          index / (lines * runs), index / runs % lines, index % runs * run
        )
        let place = isTall ? first * columns.output + line : line * columns.output + first
        let start = (sample * positions + place) * outputs
        packed.multiply(
          padded.base + sample * padded.count + line * across + first * step, stride: step,
          places: places[...], rows: min(run, length - first), into: y.base + start,
          stride: (isTall ? columns.output : 1) * outputs, finish.at(start))
      }
    }
    withExtendedLifetime(padded) {}
  }

  /// Patches [rows, depth] times the weights as they are stored.
  private func dots(
    _ patches: Buffer, _ weight: Buffer, into y: Buffer, _ finish: Finish
  ) {
    let rows = batch * positions
    Kernels.dots(patches, weight, into: y, rows: rows, columns: outputs, inner: depth)
    finish.apply(to: y, rows: rows, columns: outputs)
  }
}
