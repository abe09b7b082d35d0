import GaitKernels

/// How a Fourier transform is scaled.
public enum FourierScaling: String, Sendable, Codable {
  /// Forward as it is, inverse divided by the length.
  case backward
  /// Both divided by the square root of the length, so that energy is kept.
  case orthonormal

  func forward(_ length: Int) -> Scalar {
    self == .orthonormal ? 1 / Scalar(length).squareRoot() : 1
  }

  func inverse(_ length: Int) -> Scalar {
    self == .orthonormal ? 1 / Scalar(length).squareRoot() : 1 / Scalar(length)
  }
}

/// The Fourier transform of real sequences along the last axis, of any length.
///
/// Shapes: x [..., time] to [..., 2 bins] with `bins = time / 2 + 1`: the real parts of the bins from
/// zero frequency on, then their imaginary parts. It is linear, and its derivative is its transpose.
///
/// - Precondition: At least one step.
public func realFourierTransform(
  _ x: Tensor, scaling: FourierScaling = .backward
) -> Tensor {
  precondition(x.shape.rank >= 1 && x.shape[-1] > 0, "realFourierTransform: input \(x.shape)")
  let transform = FourierTransform(length: x.shape[-1])
  let scale = scaling.forward(transform.length)
  let rows = x.count / transform.length
  let full = x.shape
  let spectrum = transform.analyse(x.buffer, rows: rows, scale: scale, isDoubled: false)
  let output = Tensor(spectrum, full.replacing(full.rank - 1, with: 2 * transform.bins))
  return record("realFourierTransform", [x], output) { dy in
    [
      Tensor(
        transform.synthesise(dy.buffer, rows: rows, scale: scale, isDoubled: false), full)
    ]
  }
}

/// The real sequences of a length whose half spectra are given: undoes `realFourierTransform`.
///
/// Shapes: spectrum [..., 2 bins] to [..., count]. Imaginary parts that no real sequence has, at zero
/// frequency and for even lengths at the last bin, are ignored. Its derivative is its transpose.
///
/// - Precondition: `bins = count / 2 + 1`.
public func inverseRealFourierTransform(
  _ spectrum: Tensor, count: Int, scaling: FourierScaling = .backward
) -> Tensor {
  let transform = FourierTransform(length: count)
  precondition(
    count > 0 && spectrum.shape.rank >= 1 && spectrum.shape[-1] == 2 * transform.bins,
    "inverseRealFourierTransform: spectrum \(spectrum.shape) for \(count) steps")
  let scale = scaling.inverse(count)
  let full = spectrum.shape
  let rows = spectrum.count / (2 * transform.bins)
  let x = transform.synthesise(spectrum.buffer, rows: rows, scale: scale, isDoubled: true)
  let output = Tensor(x, full.replacing(full.rank - 1, with: count))
  return record("inverseRealFourierTransform", [spectrum], output) { dy in
    [Tensor(transform.analyse(dy.buffer, rows: rows, scale: scale, isDoubled: true), full)]
  }
}
