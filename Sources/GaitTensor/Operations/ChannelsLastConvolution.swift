import GaitKernels

/// The convolution over time of channels-last sequences.
///
/// The numbers are those of `convolution1D` on the transposed input. Shapes: x [batch, time, inputs],
/// weight [outputs, inputs, kernel], bias [outputs] to [batch, places, outputs]. With `isRectified`
/// the result is its positive part. Saves x, the weight, and a rectified output.
///
/// - Precondition: Fitting shapes, and a kernel no longer than the padded sequence.
public func convolution1D(
  channelsLast x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int = 1,
  padding: SequencePadding = .zeros(0), dilation: Int = 1, isRectified: Bool = false
) -> Tensor {
  let geometry = sequenceGeometry(x, weight, stride, padding, dilation)
  let output: Shape = [x.shape[0], geometry.positions, weight.shape[0]]
  return convolved("convolution1D.channelsLast", x, weight, bias, geometry, output, isRectified)
}

/// The convolution over a plane of channels-last images.
///
/// The numbers are those of `convolution2D` on the permuted input. Shapes: x [batch, height, width,
/// inputs], weight [outputs, inputs, kernelHeight, kernelWidth], bias [outputs] to
/// [batch, rows, columns, outputs]. With `isRectified` the result is its positive part. Saves x, the
/// weight, and a rectified output.
///
/// - Precondition: Fitting shapes, and a kernel no larger than the padded plane.
public func convolution2D(
  channelsLast x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: PlaneExtent = 1,
  padding: PlaneExtent = 0, isRectified: Bool = false
) -> Tensor {
  let geometry = planeGeometry(x, weight, stride, padding)
  let output: Shape = [
    x.shape[0], geometry.rows.output, geometry.columns.output, weight.shape[0],
  ]
  return convolved("convolution2D.channelsLast", x, weight, bias, geometry, output, isRectified)
}

/// What follows a convolution at inference: a scale and a shift of each channel, a residual path, and
/// the positive part, all while the results are in the processor's registers.
package struct ConvolutionFinish {
  package let scale, shift: Tensor
  package let addend: Tensor?
  package let isRectified: Bool

  /// Scale and shift [outputs], an addend of the output's shape.
  package init(scale: Tensor, shift: Tensor, addend: Tensor?, isRectified: Bool) {
    self.scale = scale
    self.shift = shift
    self.addend = addend
    self.isRectified = isRectified
  }

  fileprivate func kernel(_ output: Shape) -> ChannelsLastConvolution.Finish {
    precondition(
      addend.map { $0.shape == output } ?? true,
      "convolution: addend \(String(describing: addend?.shape)) to an output of \(output)")
    precondition(
      scale.shape == [output[-1]] && shift.shape == scale.shape,
      "convolution: scale \(scale.shape), shift \(shift.shape), output \(output)")
    return .init(
      scale: scale.buffer, shift: shift.buffer, addend: addend?.buffer, isRectified: isRectified)
  }
}

/// As `convolution1D(channelsLast:)` with what follows it; without gradients.
package func convolution1D(
  channelsLast x: Tensor, weight: Tensor, stride: Int = 1, padding: SequencePadding = .zeros(0),
  dilation: Int = 1, finish: ConvolutionFinish
) -> Tensor {
  let geometry = sequenceGeometry(x, weight, stride, padding, dilation)
  let output: Shape = [x.shape[0], geometry.positions, weight.shape[0]]
  return finished(x, weight, geometry, output, finish)
}

/// As `convolution2D(channelsLast:)` with what follows it; without gradients.
package func convolution2D(
  channelsLast x: Tensor, weight: Tensor, stride: PlaneExtent = 1, padding: PlaneExtent = 0,
  finish: ConvolutionFinish
) -> Tensor {
  let geometry = planeGeometry(x, weight, stride, padding)
  let output: Shape = [
    x.shape[0], geometry.rows.output, geometry.columns.output, weight.shape[0],
  ]
  return finished(x, weight, geometry, output, finish)
}

private func finished(
  _ x: Tensor, _ weight: Tensor, _ geometry: Convolution, _ output: Shape,
  _ finish: ConvolutionFinish
) -> Tensor {
  precondition(
    !x.isTracked && !weight.isTracked && !finish.scale.isTracked && !finish.shift.isTracked
      && finish.addend?.isTracked != true,
    "convolution: a finish on tracked tensors has no gradient")
  return Tensor(
    ChannelsLastConvolution(geometry).forward(
      x.buffer, weight.buffer, finish.kernel(output), isLasting: true), output)
}

private func convolved(
  _ name: StaticString, _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: Convolution,
  _ shape: Shape, _ isRectified: Bool
) -> Tensor {
  if let bias {
    precondition(
      bias.shape == [weight.shape[0]], "\(name): bias \(bias.shape), weight \(weight.shape)")
  }
  let convolution = ChannelsLastConvolution(geometry)
  let y = convolution.forward(
    x.buffer, weight.buffer, .init(shift: bias?.buffer, isRectified: isRectified),
    isLasting: !x.isTracked && !weight.isTracked)
  let (needsInput, needsWeight) = (x.isTracked, weight.isTracked)
  let (savedX, savedWeight, hasBias) = (x.detached, weight.detached, bias != nil)
  let operands = [x, weight] + (bias.map { [$0] } ?? [])
  let rows = geometry.batch * geometry.positions
  let saved = isRectified ? y : nil
  return record(name, operands, Tensor(y, shape)) { dy in
    let gradient = saved.map { Kernels.mapBackward(.relu, saved: $0, dy.buffer) } ?? dy.buffer
    var gradients: [Tensor?] = [nil, nil]
    if needsInput {
      gradients[0] = Tensor(
        convolution.inputGradient(gradient, savedWeight.buffer), savedX.shape)
    }
    if needsWeight {
      gradients[1] = Tensor(
        convolution.weightGradient(savedX.buffer, gradient), savedWeight.shape)
    }
    if hasBias {
      let sums = Kernels.sumOfColumns(gradient, rows: rows, columns: savedWeight.shape[0])
      gradients.append(Tensor(sums, [savedWeight.shape[0]]))
    }
    return gradients
  }
}

private func sequenceGeometry(
  _ x: Tensor, _ weight: Tensor, _ stride: Int, _ padding: SequencePadding, _ dilation: Int
) -> Convolution {
  precondition(
    x.shape.rank == 3 && weight.shape.rank == 3 && x.shape[2] == weight.shape[1] && stride > 0
      && dilation > 0,
    "convolution1D: channels-last input \(x.shape), weight \(weight.shape), \(stride), \(dilation)")
  let around = padding.around(kernel: weight.shape[2], dilation: dilation)
  return checked(
    x, weight, rows: .init(input: 1, kernel: 1),
    columns: .init(
      input: x.shape[1], kernel: weight.shape[2], stride: stride, before: around.before,
      after: around.after, dilation: dilation))
}

private func planeGeometry(
  _ x: Tensor, _ weight: Tensor, _ stride: PlaneExtent, _ padding: PlaneExtent
) -> Convolution {
  precondition(
    x.shape.rank == 4 && weight.shape.rank == 4 && x.shape[3] == weight.shape[1]
      && stride.height > 0 && stride.width > 0,
    "convolution2D: channels-last input \(x.shape), weight \(weight.shape), stride \(stride)")
  return checked(
    x, weight,
    rows: .init(
      input: x.shape[1], kernel: weight.shape[2], stride: stride.height, before: padding.height,
      after: padding.height),
    columns: .init(
      input: x.shape[2], kernel: weight.shape[3], stride: stride.width, before: padding.width,
      after: padding.width))
}

private func checked(
  _ x: Tensor, _ weight: Tensor, rows: Convolution.Axis, columns: Convolution.Axis
) -> Convolution {
  let geometry = Convolution(
    batch: x.shape[0], inputs: weight.shape[1], outputs: weight.shape[0], groups: 1, rows: rows,
    columns: columns)
  precondition(
    geometry.positions > 0, "convolution: kernel \(weight.shape) does not fit input \(x.shape)")
  return geometry
}
