import GaitNN
import GaitTensor

extension ResNet50 {
  /// Takes the published ImageNet weights, but for the last layer, which keeps its own.
  ///
  /// - Parameters:
  ///   - weights: Tensors under torchvision's names; those of `fc` are not read.
  ///   - source: What to call them in messages, such as their file.
  /// - Throws: `StateDictionaryError.mismatch` where another name is missing, unexpected or misshaped.
  public func loadPublishedWeights(
    _ weights: StateDictionary, source: String = "published weights"
  ) throws {
    var merged = weights
    for entry in namedParameters where entry.path.hasPrefix("fc.") {
      merged.tensors[entry.path] = entry.parameter.value
    }
    try merged.load(into: self, source: source)
  }
}
