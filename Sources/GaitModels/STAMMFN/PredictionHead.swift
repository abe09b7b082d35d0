import GaitKernels
import GaitNN
import GaitTensor

/// What a head predicts, and in which range.
public enum PredictionKind: String, Sendable, Codable, CaseIterable {
  /// A score in 0...1, by the logistic function.
  case boundedScore = "bounded_score"
  /// Logits of categories.
  case categories
  /// A quantity above zero, by the softplus function.
  case positiveQuantity = "positive_quantity"
  /// Any number.
  case real
}

/// The name and kind of one head.
public struct PredictionTask: Sendable, Codable, Equatable {
  /// The name of the output and of the head's parameters.
  public var name: String
  /// What it predicts.
  public var kind: PredictionKind

  /// A task.
  public init(name: String, kind: PredictionKind) {
    self.name = name
    self.kind = kind
  }
}

/// Two linear layers and the function that brings their output into the range of its kind.
public final class PredictionHead: Module {
  /// What the head predicts.
  public let kind: PredictionKind
  private let layers: Perceptron

  /// A head whose weights are drawn; `categories` counts for that kind only.
  public init(
    _ kind: PredictionKind, inputs: Int, hidden: Int, categories: Int,
    using random: inout RandomSource
  ) {
    self.kind = kind
    layers = Perceptron(
      inputs: inputs, hidden: hidden, outputs: kind == .categories ? categories : 1,
      using: &random)
  }

  /// Maps h [batch, inputs] to [batch], or to [batch, categories].
  public func callAsFunction(_ h: Tensor) -> Tensor {
    switch kind {
    case .boundedScore: sigmoid(layers(h)).squeezed(-1)
    case .categories: layers(h)
    case .positiveQuantity: softplus(layers(h)).squeezed(-1)
    case .real: layers(h).squeezed(-1)
    }
  }

  /// Names `lin1` and `lin2`.
  public func register(in registry: inout Registry) {
    layers.register(in: &registry)
  }
}
