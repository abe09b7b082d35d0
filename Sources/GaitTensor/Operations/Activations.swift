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
