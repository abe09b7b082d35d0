import GaitKernels
import GaitNN
import GaitTensor

/// A patient's visits to a vector: a BiLSTM over the visits that there are, and attention over them.
public final class VisitEncoder: Module {
  private let recurrent: LSTM
  private let attention: AdditiveAttention

  /// An encoder whose weights are drawn.
  ///
  /// - Precondition: An even width.
  public init(width: Int, using random: inout RandomSource) {
    precondition(width % 2 == 0, "VisitEncoder: odd width \(width)")
    recurrent = LSTM(inputs: width, hidden: width / 2, direction: .both, using: &random)
    attention = AdditiveAttention(width: width, hidden: width / 2, using: &random)
  }

  /// Encodes visits.
  ///
  /// - Parameters:
  ///   - z: [batch, visits, width]; absent visits are never read.
  ///   - mask: [batch, visits], present visits packed to the left. A patient without any gets zeros.
  ///   - context: The mode.
  /// - Returns: The vectors [batch, width] and the weights of the visits [batch, visits].
  public func callAsFunction(
    _ z: Tensor, mask: Mask, _ context: inout Context
  ) -> (value: Tensor, weights: Tensor) {
    let visits = mask.shape[1]
    let present = mask.isPresent
    let lengths = (0..<mask.shape[0]).map { row in
      (0..<visits).reduce(0) { $0 + (present[row * visits + $1] ? 1 : 0) }
    }
    precondition(
      Mask(lengths: lengths, time: visits) == mask,
      "VisitEncoder: mask \(mask.shape) has a gap before a present visit")
    return attention(recurrent(z, lengths: lengths, &context), mask: mask)
  }

  /// Names `lstm` and `attention`.
  public func register(in registry: inout Registry) {
    registry.add("lstm", recurrent)
    registry.add("attention", attention)
  }
}
