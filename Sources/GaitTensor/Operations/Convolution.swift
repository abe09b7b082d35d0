import GaitKernels

/// What stands around a sequence before a convolution over time.
public enum SequencePadding: Sendable, Hashable {
  /// So many zeros on each side.
  case zeros(Int)
  /// Zeros before the first step only, as many as the kernel reaches back: no output sees the future.
  case causal

  func around(kernel: Int, dilation: Int) -> (before: Int, after: Int) {
    switch self {
    case .zeros(let count): (count, count)
    case .causal: ((kernel - 1) * dilation, 0)
    }
  }
}

/// A height and a width, such as those of a window; an integer literal is both.
public struct PlaneExtent: Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// Along the first axis of the plane.
  public let height: Int
  /// Along the second axis of the plane.
  public let width: Int

  /// Two extents.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// The same extent twice.
  public init(integerLiteral value: Int) {
    self.init(height: value, width: value)
  }
}

/// The convolution over time, in fact a correlation: the kernel is not mirrored.
///
/// Shapes: x [batch, inputs, time], weight [outputs, inputs / groups, kernel], bias [outputs] to
/// [batch, outputs, places]. Saves x and the weight; the patches are laid out anew for the derivative.
///
/// - Precondition: Fitting shapes, and a kernel no longer than the padded sequence.
public func convolution1D(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int = 1,
  padding: SequencePadding = .zeros(0), dilation: Int = 1, groups: Int = 1
) -> Tensor {
  precondition(
    x.shape.rank == 3 && weight.shape.rank == 3 && stride > 0 && dilation > 0,
    "convolution1D: input \(x.shape), weight \(weight.shape), stride \(stride), \(dilation)")
  let around = padding.around(kernel: weight.shape[2], dilation: dilation)
  let geometry = Convolution(
    batch: x.shape[0], inputs: x.shape[1], outputs: weight.shape[0], groups: groups,
    rows: .init(input: 1, kernel: 1),
    columns: .init(
      input: x.shape[2], kernel: weight.shape[2], stride: stride, before: around.before,
      after: around.after, dilation: dilation))
  return convolved("convolution1D", x, weight, bias, geometry) { [$0.columns.output] }
}

/// The convolution over a plane, in fact a correlation: the kernel is not mirrored.
///
/// Shapes: x [batch, inputs, height, width], weight [outputs, inputs / groups, kernelHeight,
/// kernelWidth], bias [outputs] to [batch, outputs, rows, columns]. Saves x and the weight.
///
/// - Precondition: Fitting shapes, and a kernel no larger than the padded plane.
public func convolution2D(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: PlaneExtent = 1,
  padding: PlaneExtent = 0, groups: Int = 1
) -> Tensor {
  precondition(
    x.shape.rank == 4 && weight.shape.rank == 4 && stride.height > 0 && stride.width > 0,
    "convolution2D: input \(x.shape), weight \(weight.shape), stride \(stride)")
  let geometry = Convolution(
    batch: x.shape[0], inputs: x.shape[1], outputs: weight.shape[0], groups: groups,
    rows: .init(
      input: x.shape[2], kernel: weight.shape[2], stride: stride.height, before: padding.height,
      after: padding.height),
    columns: .init(
      input: x.shape[3], kernel: weight.shape[3], stride: stride.width, before: padding.width,
      after: padding.width))
  return convolved("convolution2D", x, weight, bias, geometry) {
    [$0.rows.output, $0.columns.output]
  }
}

/// The transpose of `convolution1D`: each input place spreads a kernel over the output.
///
/// Shapes: x [batch, inputs, time], weight [inputs, outputs, kernel], bias [outputs] to
/// [batch, outputs, (time - 1) stride - 2 padding + kernel]. Saves x and the weight.
///
/// - Precondition: Fitting shapes, and an output of at least one step.
public func transposedConvolution1D(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0
) -> Tensor {
  precondition(
    x.shape.rank == 3 && weight.shape.rank == 3 && x.shape[1] == weight.shape[0] && stride > 0
      && padding >= 0,
    "transposedConvolution1D: input \(x.shape), weight \(weight.shape), stride \(stride)")
  let (batch, outputs) = (x.shape[0], weight.shape[1])
  let longer = (x.shape[2] - 1) * stride - 2 * padding + weight.shape[2]
  precondition(longer > 0, "transposedConvolution1D: input \(x.shape), weight \(weight.shape)")
  // The convolution whose derivative this is: its input is our output.
  let geometry = Convolution(
    batch: batch, inputs: outputs, outputs: x.shape[1], groups: 1,
    rows: .init(input: 1, kernel: 1),
    columns: .init(
      input: longer, kernel: weight.shape[2], stride: stride, before: padding, after: padding))
  let y = geometry.inputGradient(x.buffer, weight.buffer)
  if let bias {
    precondition(
      bias.shape == [outputs], "transposedConvolution1D: bias \(bias.shape), \(outputs) outputs")
    Kernels.addToChannels(bias.buffer, into: y, batch: batch, channels: outputs, plane: longer)
  }
  let (needsInput, needsWeight) = (x.isTracked, weight.isTracked)
  let (savedX, savedWeight, hasBias) = (x.detached, weight.detached, bias != nil)
  let operands = [x, weight] + (bias.map { [$0] } ?? [])
  let output = Tensor(y, [batch, outputs, longer])
  return record("transposedConvolution1D", operands, output) { dy in
    var gradients: [Tensor?] = [nil, nil]
    if needsInput {
      gradients[0] = Tensor(geometry.forward(dy.buffer, savedWeight.buffer), savedX.shape)
    }
    if needsWeight {
      gradients[1] = Tensor(geometry.weightGradient(dy.buffer, savedX.buffer), savedWeight.shape)
    }
    if hasBias {
      let sums = Kernels.sumOfChannels(
        dy.buffer, batch: batch, channels: outputs, plane: longer)
      gradients.append(Tensor(sums, [outputs]))
    }
    return gradients
  }
}

private func convolved(
  _ name: StaticString, _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: Convolution,
  _ places: (Convolution) -> [Int]
) -> Tensor {
  let (batch, outputs, groups) = (geometry.batch, geometry.outputs, geometry.groups)
  precondition(
    groups > 0 && geometry.inputs % groups == 0 && outputs % groups == 0
      && weight.shape[1] * groups == geometry.inputs,
    "\(name): input \(x.shape), weight \(weight.shape), \(groups) groups")
  precondition(
    geometry.positions > 0, "\(name): kernel \(weight.shape) does not fit input \(x.shape)")
  let y = geometry.forward(x.buffer, weight.buffer)
  if let bias {
    precondition(bias.shape == [outputs], "\(name): bias \(bias.shape), weight \(weight.shape)")
    Kernels.addToChannels(
      bias.buffer, into: y, batch: batch, channels: outputs, plane: geometry.positions)
  }
  let (needsInput, needsWeight) = (x.isTracked, weight.isTracked)
  let (savedX, savedWeight, hasBias) = (x.detached, weight.detached, bias != nil)
  let operands = [x, weight] + (bias.map { [$0] } ?? [])
  let output = Tensor(y, Shape([batch, outputs] + places(geometry)))
  return record(name, operands, output) { dy in
    var gradients: [Tensor?] = [nil, nil]
    if needsInput {
      gradients[0] = Tensor(geometry.inputGradient(dy.buffer, savedWeight.buffer), savedX.shape)
    }
    if needsWeight {
      gradients[1] = Tensor(geometry.weightGradient(savedX.buffer, dy.buffer), savedWeight.shape)
    }
    if hasBias {
      let sums = Kernels.sumOfChannels(
        dy.buffer, batch: batch, channels: outputs, plane: geometry.positions)
      gradients.append(Tensor(sums, [outputs]))
    }
    return gradients
  }
}
