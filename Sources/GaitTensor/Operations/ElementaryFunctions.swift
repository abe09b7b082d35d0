import GaitKernels

/// The exponential of each element.
///
/// Derivative: `exp(x)`; saves its output.
public func exp(_ x: Tensor) -> Tensor {
  let y = Tensor(Kernels.map(.exponential, x.buffer), x.shape)
  return record("exp", [x], y) { dy in [dy * y] }
}

/// The natural logarithm of each element.
///
/// Derivative: `1 / x`; saves its input.
public func log(_ x: Tensor) -> Tensor {
  let saved = x.detached
  let y = Tensor(Kernels.map(.logarithm, x.buffer), x.shape)
  return record("log", [x], y) { dy in [dy / saved] }
}

/// The square root of each element.
///
/// Derivative: `1 / (2 sqrt(x))`; saves its output.
public func sqrt(_ x: Tensor) -> Tensor {
  let y = Tensor(Kernels.map(.squareRoot, x.buffer), x.shape)
  return record("sqrt", [x], y) { dy in [dy / (y * 2)] }
}

/// The square of each element.
///
/// Derivative: `2 x`; saves its input.
public func square(_ x: Tensor) -> Tensor {
  let saved = x.detached
  let y = Tensor(Kernels.zip(.multiply, x.buffer, x.buffer), x.shape)
  return record("square", [x], y) { dy in [dy * saved * 2] }
}

/// The magnitude of each element.
///
/// Derivative: the sign, 0 at zero; saves its input.
public func abs(_ x: Tensor) -> Tensor {
  // |x| = relu(x) + relu(-x), each of which has its own derivative.
  relu(x) + relu(-x)
}
