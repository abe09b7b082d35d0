import GaitTensor

/// The divergence of normal codes from the standard normal one, summed over a code, mean over records.
///
/// `-1/2 sum(1 + log v - m^2 - v)`. Source: Kingma, Welling 2014, doi:10.48550/arXiv.1312.6114.
///
/// - Parameters:
///   - mean: [batch, latent].
///   - logVariance: The same shape.
/// - Returns: A scalar.
public func kullbackLeiblerDivergence(mean: Tensor, logVariance: Tensor) -> Tensor {
  precondition(
    mean.shape == logVariance.shape && mean.shape.rank == 2,
    "kullbackLeiblerDivergence: mean \(mean.shape), logVariance \(logVariance.shape)")
  let inner = logVariance + 1 - square(mean) - exp(logVariance)
  return inner.sum(axis: 1).mean() * -0.5
}

/// The squared error of the push-off peak: the largest total pressure in 40 to 60 % of a stride.
///
/// Peaks are means over the pressure channels. Zhang, Meng, Jiang 2025 state that synthetic gait must
/// keep this peak; the form of the term is ours.
///
/// - Parameters:
///   - strides: [batch, time, channels], the first `pressures` of them pressures.
///   - target: The same shape.
///   - pressures: The number of pressure channels.
/// - Returns: A scalar.
public func pushOffPeakError(_ strides: Tensor, _ target: Tensor, pressures: Int) -> Tensor {
  precondition(
    strides.shape == target.shape && strides.shape.rank == 3 && pressures > 0
      && pressures <= strides.shape[2],
    "pushOffPeakError: strides \(strides.shape), target \(target.shape), \(pressures) pressures")
  let time = strides.shape[1]
  let window = Int(0.4 * Double(time))..<min(time, Int(0.6 * Double(time)) + 1)
  func peak(_ stride: Tensor) -> Tensor {
    stride.sliced(axis: 1, window).sliced(axis: 2, 0..<pressures).sum(axis: 2).max(axis: 1)
      / Scalar(pressures)
  }
  return square(peak(strides) - peak(target.detached)).mean()
}
