import GaitKernels

/// The transposed convolution over time of channels-last sequences.
///
/// The numbers are those of `transposedConvolution1D` on the transposed input. Shapes: x [batch, time,
/// inputs], weight [inputs, outputs, kernel], bias [outputs] to
/// [batch, (time - 1) stride - 2 padding + kernel, outputs]. With `isRectified` the result is its
/// positive part. Saves x, the weight, and a rectified output.
///
/// - Precondition: Fitting shapes, and an output of at least one step.
public func transposedConvolution1D(
  channelsLast x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0,
  isRectified: Bool = false
) -> Tensor {
  precondition(
    x.shape.rank == 3 && weight.shape.rank == 3 && x.shape[2] == weight.shape[0] && stride > 0
      && padding >= 0,
    "transposedConvolution1D: channels-last input \(x.shape), weight \(weight.shape), \(stride)")
  let (batch, outputs) = (x.shape[0], weight.shape[1])
  let longer = (x.shape[1] - 1) * stride - 2 * padding + weight.shape[2]
  precondition(
    longer > 0 && (bias.map { $0.shape == [outputs] } ?? true),
    "transposedConvolution1D: channels-last input \(x.shape), weight \(weight.shape)")
  // The convolution whose derivative this is: its input is our output.
  let convolution = ChannelsLastConvolution(
    Convolution(
      batch: batch, inputs: outputs, outputs: x.shape[2], groups: 1,
      rows: .init(input: 1, kernel: 1),
      columns: .init(
        input: longer, kernel: weight.shape[2], stride: stride, before: padding, after: padding)))
  let (needsInput, needsWeight) = (x.isTracked, weight.isTracked)
  let y = convolution.inputGradient(
    x.buffer, weight.buffer, .init(shift: bias?.buffer, isRectified: isRectified),
    isLasting: !needsInput && !needsWeight)
  let (savedX, savedWeight, hasBias) = (x.detached, weight.detached, bias != nil)
  let saved = isRectified ? y : nil
  let operands = [x, weight] + (bias.map { [$0] } ?? [])
  let output = Tensor(y, [batch, longer, outputs])
  return record("transposedConvolution1D.channelsLast", operands, output) { dy in
    let gradient = saved.map { Kernels.mapBackward(.relu, saved: $0, dy.buffer) } ?? dy.buffer
    var gradients: [Tensor?] = [nil, nil]
    if needsInput {
      gradients[0] = Tensor(convolution.forward(gradient, savedWeight.buffer), savedX.shape)
    }
    if needsWeight {
      gradients[1] = Tensor(
        convolution.weightGradient(gradient, savedX.buffer), savedWeight.shape)
    }
    if hasBias {
      let sums = Kernels.sumOfColumns(gradient, rows: batch * longer, columns: outputs)
      gradients.append(Tensor(sums, [outputs]))
    }
    return gradients
  }
}
