import GaitKernels
import GaitTensor

/// Attention over the modalities of a record; one that is absent gets weight zero.
///
/// `s = vᵀ tanh(W z + b)` with a projection for each modality, then a softmax over those present.
public final class ModalityAttention: Module {
  private let projections: [Linear]
  private let score: Linear

  /// A layer whose weights are drawn.
  public init(modalities: Int, width: Int, using random: inout RandomSource) {
    precondition(modalities > 0, "ModalityAttention: \(modalities) modalities")
    projections = (0..<modalities).map { _ in
      Linear(inputs: width, outputs: width, using: &random)
    }
    score = Linear(inputs: width, outputs: 1, bias: false, using: &random)
  }

  /// The weighed sum of the modalities of each record, and the weights.
  ///
  /// - Parameters:
  ///   - z: [batch, modalities, width].
  ///   - present: [batch, modalities]; all where nil. A record with none gets zeros.
  /// - Returns: The sum [batch, width] and the weights [batch, modalities].
  public func callAsFunction(
    _ z: Tensor, present: Mask? = nil
  ) -> (value: Tensor, weights: Tensor) {
    precondition(
      z.shape.rank == 3 && z.shape[1] == projections.count,
      "ModalityAttention: \(projections.count) modalities, input \(z.shape)")
    if let present {
      precondition(
        present.shape == [z.shape[0], z.shape[1]],
        "ModalityAttention: mask \(present.shape) for input \(z.shape)")
    }
    let known = present.map { z.masked(leading: $0) } ?? z
    let hidden = projections.enumerated().map { index, projection in
      projection(known.selected(axis: 1, index))
    }
    let scores = score(tanh(stacked(hidden, axis: 1))).squeezed(-1)
    let weights = present.map { softmax(scores, mask: $0) } ?? softmax(scores)
    return (matmul(weights.expandingAxis(1), known).squeezed(1), weights)
  }

  /// Names `proj.0`, `proj.1` and so on, and `score`.
  public func register(in registry: inout Registry) {
    registry.add("proj", projections)
    registry.add("score", score)
  }
}
