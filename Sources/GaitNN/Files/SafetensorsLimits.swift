/// How large a safetensors file may be before it is refused.
///
/// The reference implementation accepts headers of 100 MB; 16 MiB hold over 100 000 tensors.
public struct SafetensorsLimits: Sendable, Hashable {
  /// Largest size of the file, in bytes.
  public var fileBytes: Int
  /// Largest size of the header, in bytes.
  public var headerBytes: Int
  /// Largest number of tensors.
  public var tensorCount: Int
  /// Largest number of axes of a tensor.
  public var axisCount: Int

  /// Sets limits; those left out are 2 GiB, 16 MiB, 100 000 tensors and 64 axes.
  ///
  /// - Parameters:
  ///   - fileBytes: Largest size of the file, in bytes.
  ///   - headerBytes: Largest size of the header, in bytes.
  ///   - tensorCount: Largest number of tensors.
  ///   - axisCount: Largest number of axes of a tensor.
  public init(
    fileBytes: Int = 1 << 31, headerBytes: Int = 1 << 24, tensorCount: Int = 100_000,
    axisCount: Int = 64
  ) {
    self.fileBytes = fileBytes
    self.headerBytes = headerBytes
    self.tensorCount = tensorCount
    self.axisCount = axisCount
  }
}
