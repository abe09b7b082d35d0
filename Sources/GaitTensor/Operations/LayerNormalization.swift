import GaitKernels

/// Normalises the last axis to mean 0 and variance 1, then scales by the weight and adds the bias.
///
/// Shapes: x [..., features], weight and bias [features]. Saves the normalised values. Source: Ba,
/// Kiros, Hinton 2016, doi:10.48550/arXiv.1607.06450.
///
/// - Precondition: Weight and bias have as many elements as the last axis.
public func layerNorm(_ x: Tensor, weight: Tensor, bias: Tensor, epsilon: Scalar = 1e-5) -> Tensor {
  precondition(
    x.shape.rank >= 1 && weight.shape == [x.shape[-1]] && bias.shape == weight.shape,
    "layerNorm: input \(x.shape), weight \(weight.shape), bias \(bias.shape)")
  let columns = x.shape[-1]
  let rows = x.count / max(1, columns)
  let saved = Kernels.layerNorm(
    x.buffer, weight: weight.buffer, bias: bias.buffer, epsilon: epsilon, rows: rows,
    columns: columns)
  let (shape, scale) = (x.shape, weight.detached)
  return record("layerNorm", [x, weight, bias], Tensor(saved.output, shape)) { dy in
    let parts = Kernels.layerNormBackward(
      dy.buffer, weight: scale.buffer, saved: saved, rows: rows, columns: columns)
    return [
      Tensor(parts.input, shape), Tensor(parts.weight, scale.shape),
      Tensor(parts.bias, scale.shape),
    ]
  }
}
