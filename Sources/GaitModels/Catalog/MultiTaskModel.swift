import GaitKernels
import GaitNN
import GaitTensor

/// A network with typed inputs and named outputs.
public protocol MultiTaskModel: Module, SendableMetatype {
  /// Its sizes and switches.
  associatedtype Configuration: ModelConfiguration
  /// Its tensors and masks, by field.
  associatedtype Input: NamedInput
  /// Its heads and attention maps, by field.
  associatedtype Output: NamedOutput

  /// The name under which the command line and the reference cases know it.
  static var name: String { get }
  /// One line about it, with its source.
  static var summary: String { get }

  /// Keys that a reference case's configuration may hold for its inputs, not for the network.
  static var inputKeys: [String] { get }

  /// Random inputs of the sizes that the timing uses.
  static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors

  /// The configuration that it was built from.
  var configuration: Configuration { get }

  /// A network whose weights are drawn.
  init(_ configuration: Configuration, using random: inout RandomSource)

  /// Checks that an input's shapes and masks fit the network.
  ///
  /// - Throws: `ModelInputError`, which names the field.
  func validate(_ input: Input) throws

  /// One forward pass.
  ///
  /// - Precondition: `validate` does not throw.
  func callAsFunction(_ input: Input, _ context: inout Context) -> Output
}

/// Tensors and masks by name, as a reference case holds them.
public struct NamedTensors {
  /// Tensors by name.
  public var tensors: [String: Tensor]
  /// Masks by name.
  public var masks: [String: Mask]

  /// Tensors and masks by name.
  public init(tensors: [String: Tensor] = [:], masks: [String: Mask] = [:]) {
    self.tensors = tensors
    self.masks = masks
  }
}

/// What is wrong with the inputs of a model.
public enum ModelInputError: Error, Equatable, CustomStringConvertible {
  /// A field that is missing.
  case missing(model: String, field: String)
  /// A field whose shape does not fit.
  case shape(model: String, field: String, expected: String, found: Shape)
  /// A field whose values the network cannot use, such as a mask with a gap.
  case value(model: String, field: String, expected: String, found: String)

  /// The model, the field, what was expected and what was found.
  public var description: String {
    switch self {
    case .missing(let model, let field): "\(model): input \"\(field)\" is missing"
    case .shape(let model, let field, let expected, let found):
      "\(model): input \"\(field)\": expected shape \(expected), found \(found)"
    case .value(let model, let field, let expected, let found):
      "\(model): input \"\(field)\": expected \(expected), found \(found)"
    }
  }
}

/// A struct of tensors that can be made from names.
public protocol NamedInput {
  /// The input whose fields are the named tensors.
  ///
  /// - Throws: `ModelInputError` where one is missing.
  init(named: NamedTensors) throws
}

/// A struct of tensors with names.
public protocol NamedOutput {
  /// The outputs by name; attention maps begin with `attention`.
  var named: [(name: String, tensor: Tensor)] { get }
}

extension MultiTaskModel {
  /// None.
  public static var inputKeys: [String] { [] }

  /// Traps with the message of `validate` where an input does not fit.
  package func expectValid(_ input: Input) {
    do {
      try validate(input)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// Checks an input's shape against a pattern in which nil stands for any extent.
  package func require(
    _ tensor: Tensor, _ field: String, _ pattern: [Int?], _ meaning: String
  ) throws {
    let fits =
      tensor.shape.rank == pattern.count
      && zip(tensor.shape.extents, pattern).allSatisfy { $1 == nil || $0 == $1 }
    guard fits else {
      throw ModelInputError.shape(
        model: Self.name, field: field, expected: meaning, found: tensor.shape)
    }
  }
}

extension NamedTensors {
  /// The tensor of a name.
  ///
  /// - Throws: `ModelInputError.missing`.
  package func tensor(_ field: String, of model: String) throws -> Tensor {
    guard let tensor = tensors[field] else {
      throw ModelInputError.missing(model: model, field: field)
    }
    return tensor
  }
}
