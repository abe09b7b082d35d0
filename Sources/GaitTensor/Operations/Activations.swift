import GaitKernels

/// The hyperbolic tangent of each element.
///
/// Derivative: `1 - tanh(x)^2`; saves its output.
public func tanh(_ x: Tensor) -> Tensor {
  fromOutput("tanh", .hyperbolicTangent, x)
}

/// The logistic function `1 / (1 + exp(-x))`.
///
/// Derivative: `y (1 - y)`; saves its output.
public func sigmoid(_ x: Tensor) -> Tensor {
  fromOutput("sigmoid", .sigmoid, x)
}

/// The positive part of each element.
///
/// Derivative: 1 above zero, else 0; saves its output.
public func relu(_ x: Tensor) -> Tensor {
  fromOutput("relu", .relu, x)
}

/// The Gaussian error linear unit `x Phi(x)`, exact rather than by tanh; saves its input.
///
/// Source: Hendrycks, Gimpel 2016, doi:10.48550/arXiv.1606.08415.
public func gelu(_ x: Tensor) -> Tensor {
  fromInput("gelu", .gelu, x)
}

/// `log(1 + exp(x))`, without overflow.
///
/// Derivative: `sigmoid(x)`; saves its input.
public func softplus(_ x: Tensor) -> Tensor {
  fromInput("softplus", .softplus, x)
}

/// `log(1 + exp(x))` of the first places of the last axis; the others stay as they are.
///
/// Derivative: `sigmoid(x)` there and 1 elsewhere; saves its input.
///
/// - Precondition: No more places than the axis has.
public func softplus(_ x: Tensor, leading count: Int) -> Tensor {
  precondition(
    x.shape.rank >= 1 && count >= 0 && count <= x.shape[-1],
    "softplus: \(count) leading places of shape \(x.shape)")
  let (saved, columns) = (x.detached, x.shape[-1])
  let y = Tensor(Kernels.mapLeading(.softplus, x.buffer, columns: columns, count), x.shape)
  return record("softplus.leading", [x], y) { dy in
    [
      Tensor(
        Kernels.mapLeadingBackward(
          .softplus, saved: saved.buffer, dy.buffer, columns: columns, count), saved.shape)
    ]
  }
}

private func fromOutput(_ name: StaticString, _ function: Kernels.Unary, _ x: Tensor) -> Tensor {
  let y = Tensor(Kernels.map(function, x.buffer), x.shape)
  return record(name, [x], y) { dy in
    [Tensor(Kernels.mapBackward(function, saved: y.buffer, dy.buffer), y.shape)]
  }
}

private func fromInput(_ name: StaticString, _ function: Kernels.Unary, _ x: Tensor) -> Tensor {
  let saved = x.detached
  let y = Tensor(Kernels.map(function, x.buffer), x.shape)
  return record(name, [x], y) { dy in
    [Tensor(Kernels.mapBackward(function, saved: saved.buffer, dy.buffer), saved.shape)]
  }
}
