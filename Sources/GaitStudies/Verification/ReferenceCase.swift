import Foundation
import GaitModels
import GaitNN
import GaitTensor

/// A network's weights, inputs, outputs, gradients and first losses, computed by other software.
///
/// One safetensors file; its names begin with `weights.`, `inputs.`, `outputs.`, `gradients.` or
/// `input_gradients.`, and `losses` are those of consecutive Adam steps on the one batch. The metadata
/// name the model and its configuration. The loss is the sum, over the outputs that are not
/// attention maps, of the mean of their squares; dropout is off.
public struct ReferenceCase {
  /// The path of its file, for messages.
  let source: String
  /// The model's name in the catalog.
  public let model: String
  /// Its configuration, a JSON object.
  public let configuration: Data
  /// Whether batch normalisation uses the statistics of the batch.
  public let usesBatchStatistics: Bool
  /// The step size of the Adam steps.
  public let learningRate: Scalar
  /// The weights and running state.
  public let weights: StateDictionary
  /// The inputs.
  public let inputs: NamedTensors
  /// What the other software computed, by its full name in the file.
  public let expected: [String: Tensor]

  static let compared = ["outputs.", "gradients.", "input_gradients."]

  /// Reads a case.
  ///
  /// - Throws: `FileError`, `SafetensorsError`, `ReferenceCaseError`.
  public init(contentsOf url: URL) throws {
    let file = try SafetensorsFile(contentsOf: url)
    guard let model = file.metadata["model"] else {
      throw ReferenceCaseError.metadata(file: url.path, key: "model", found: "nothing")
    }
    guard (try? ModelCatalog.entry(model)) != nil else {
      throw ReferenceCaseError.metadata(file: url.path, key: "model", found: "\"\(model)\"")
    }
    self.model = model
    source = url.path
    configuration = Data((file.metadata["config"] ?? "{}").utf8)
    usesBatchStatistics = file.metadata["batch_statistics"] == "true"
    let rate = file.metadata["learning_rate"] ?? "0.001"
    guard let learningRate = Scalar(rate), learningRate > 0 else {
      throw ReferenceCaseError.metadata(file: url.path, key: "learning_rate", found: rate)
    }
    self.learningRate = learningRate
    weights = try StateDictionary(file, prefix: "weights.")
    var inputs = NamedTensors()
    var expected: [String: Tensor] = [:]
    for entry in file.entries {
      if entry.name.hasPrefix("inputs.") {
        let name = String(entry.name.dropFirst("inputs.".count))
        if entry.elementType == .bool {
          inputs.masks[name] = try file.mask(entry.name)
        } else {
          inputs.tensors[name] = try file.tensor(entry.name)
        }
      } else if entry.name == "losses" || Self.compared.contains(where: entry.name.hasPrefix) {
        expected[entry.name] = try file.tensor(entry.name)
      }
    }
    self.inputs = inputs
    self.expected = expected
    guard expected.keys.contains(where: { $0.hasPrefix("outputs.") }) else {
      throw ReferenceCaseError.nothingToCompare(file: url.path)
    }
  }
}

/// Why a file is no reference case.
public enum ReferenceCaseError: Error, Equatable, CustomStringConvertible {
  /// A metadata string that is missing or unusable.
  case metadata(file: String, key: String, found: String)
  /// A file without outputs.
  case nothingToCompare(file: String)

  /// The file, what was expected and what was found.
  public var description: String {
    switch self {
    case .metadata(let file, let key, let found):
      "\(file): metadata \"\(key)\": expected a \(key) that is known, found \(found)"
    case .nothingToCompare(let file):
      "\(file): expected tensors named outputs.*, found none"
    }
  }
}
