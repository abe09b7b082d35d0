import GaitKernels

/// Sets each element to zero with a probability, and scales the others so that the mean stays.
///
/// The draws come from the key and each element's index, so nothing is saved for the backward pass:
/// the derivative draws them again. Source: Srivastava et al. 2014, JMLR 15:1929-1958.
///
/// - Precondition: The rate lies in 0..<1.
public func dropout(_ x: Tensor, rate: Scalar, key: UInt64) -> Tensor {
  precondition(rate >= 0 && rate < 1, "dropout: rate \(rate) is not in 0..<1")
  guard rate > 0 else { return x }
  let y = Tensor(Kernels.dropout(x.buffer, rate: rate, key: key), x.shape)
  return record("dropout", [x], y) { dy in
    [Tensor(Kernels.dropout(dy.buffer, rate: rate, key: key), dy.shape)]
  }
}
