import Foundation

/// What is wrong with a safetensors file, or with a request to read or write one.
///
/// The description names the file, the tensor and the offset where they are known, what was
/// expected and what was found.
public enum SafetensorsError: Error, Equatable, Sendable {
  /// The file ends before the place that its header says it reaches.
  case truncated(Detail)
  /// A size is above one of the limits of ``SafetensorsLimits``.
  case limitExceeded(Detail)
  /// The header is not JSON of the right form.
  case malformedHeader(Detail)
  /// The description of one tensor contradicts itself or the format.
  case malformedEntry(Detail)
  /// The tensors leave a hole, overlap, or do not reach the end of the file.
  case badLayout(Detail)
  /// No tensor has the name that was asked for.
  case missingTensor(Detail)
  /// The tensor's elements are of another type than was asked for.
  case wrongElementType(Detail)
  /// A value does not fit in the type it is converted to.
  case unrepresentableValue(Detail)
  /// The bytes are not those that the checksum was taken of, or there is no checksum.
  case checksumMismatch(Detail)
  /// A tensor cannot be written: a name is taken, or sizes contradict each other.
  case unwritable(Detail)

  /// The circumstances of an error.
  public struct Detail: Equatable, Sendable {
    /// Path of the file, or the label given with its bytes.
    public let file: String
    /// Name of the tensor, if the error is about one.
    public let tensor: String?
    /// Offset from the start of the file, if the error has a place.
    public let offset: Int?
    /// What would have been right.
    public let expected: String
    /// What is there instead.
    public let found: String

    /// Describes an error.
    ///
    /// - Parameters:
    ///   - file: Path of the file, or a label.
    ///   - tensor: Name of the tensor, if there is one.
    ///   - offset: Offset from the start of the file, if there is one.
    ///   - expected: What would have been right.
    ///   - found: What is there instead.
    public init(
      file: String, tensor: String? = nil, offset: Int? = nil, expected: String, found: String
    ) {
      self.file = file
      self.tensor = tensor
      self.offset = offset
      self.expected = expected
      self.found = found
    }
  }

  /// The circumstances, whatever the kind.
  public var detail: Detail {
    switch self {
    case .truncated(let detail), .limitExceeded(let detail), .malformedHeader(let detail),
      .malformedEntry(let detail), .badLayout(let detail), .missingTensor(let detail),
      .wrongElementType(let detail), .unrepresentableValue(let detail),
      .checksumMismatch(let detail), .unwritable(let detail):
      detail
    }
  }

  private var summary: String {
    switch self {
    case .truncated: "the file is cut short"
    case .limitExceeded: "a limit is exceeded"
    case .malformedHeader: "the header is malformed"
    case .malformedEntry: "the description of a tensor is malformed"
    case .badLayout: "the tensors do not tile the file"
    case .missingTensor: "there is no such tensor"
    case .wrongElementType: "the elements are of another type"
    case .unrepresentableValue: "a value does not fit"
    case .checksumMismatch: "the checksum does not hold"
    case .unwritable: "the tensor cannot be written"
    }
  }
}

extension SafetensorsError: CustomStringConvertible, LocalizedError {
  /// One line that names file, tensor, offset, expected and found.
  public var description: String {
    var text = "safetensors: \(summary): file \(detail.file.quotedBriefly)"
    if let tensor = detail.tensor { text += ", tensor \(tensor.quotedBriefly)" }
    if let offset = detail.offset { text += ", offset \(offset)" }
    return text + ": expected \(detail.expected), found \(detail.found)"
  }

  /// The same line, for `localizedDescription`.
  public var errorDescription: String? { description }
}
