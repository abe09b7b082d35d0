import GaitKernels

/// Which elements of a tensor are present.
public struct Mask: Sendable, Hashable {
  package let bytes: [UInt8]
  /// The extents of the mask.
  public let shape: Shape

  /// A mask of listed elements, true where a value is present.
  ///
  /// - Precondition: As many elements as the shape holds.
  public init(_ isPresent: [Bool], shape: Shape) {
    precondition(
      isPresent.count == shape.count, "Mask: \(isPresent.count) elements for shape \(shape)")
    bytes = isPresent.map { $0 ? 1 : 0 }
    self.shape = shape
  }

  /// The mask of sequences of given lengths, [sequences, time]: true before each length.
  public init(lengths: [Int], time: Int) {
    self.init(
      lengths.flatMap { length in (0..<time).map { $0 < length } }, shape: [lengths.count, time])
  }

  /// The elements.
  public var isPresent: [Bool] { bytes.map { $0 != 0 } }

  /// The mask as a tensor of ones and zeros.
  public var tensor: Tensor { Tensor(bytes.map { $0 != 0 ? 1 : 0 }, shape: shape) }
}

extension Tensor {
  /// The elements where the mask is present, and a value elsewhere, whatever stood there.
  ///
  /// The mask has the tensor's shape, or that of its last axes. Derivative: the gradient where the
  /// mask is present, zero elsewhere.
  ///
  /// - Precondition: The shapes fit.
  public func masked(by mask: Mask, otherwise value: Scalar = 0) -> Tensor {
    precondition(
      shape.extents.suffix(mask.shape.rank).elementsEqual(mask.shape.extents),
      "masked: mask \(mask.shape) for shape \(shape)")
    return masked("masked", mask, run: 1, value)
  }

  /// As `masked(by:otherwise:)`, by a mask over the tensor's first axes.
  ///
  /// - Precondition: The mask's extents are the first of the tensor's.
  public func masked(leading mask: Mask, otherwise value: Scalar = 0) -> Tensor {
    precondition(
      shape.extents.prefix(mask.shape.rank).elementsEqual(mask.shape.extents),
      "masked: leading mask \(mask.shape) for shape \(shape)")
    return masked("masked.leading", mask, run: count / Swift.max(1, mask.shape.count), value)
  }

  private func masked(
    _ name: StaticString, _ mask: Mask, run: Int, _ value: Scalar
  ) -> Tensor {
    let output = Tensor(
      Kernels.select(mask.bytes, run: run, buffer, otherwise: value), shape)
    return record(name, [self], output) { dy in
      [Tensor(Kernels.select(mask.bytes, run: run, dy.buffer, otherwise: 0), dy.shape)]
    }
  }
}
