import GaitKernels
import GaitTensor

/// A pre-norm encoder layer: self-attention, then two linear layers with GELU, both residual.
///
/// Parameter names are those of PyTorch's `TransformerEncoderLayer`. Source: Vaswani et al. 2017,
/// doi:10.48550/arXiv.1706.03762; the norm stands first, as in Xiong et al. 2020,
/// doi:10.48550/arXiv.2002.04745.
public final class TransformerEncoderLayer: Module {
  private let attention: MultiHeadAttention
  private let linear1, linear2: Linear
  private let norm1, norm2: LayerNorm
  private let dropout: Dropout

  /// A layer whose weights are drawn.
  ///
  /// - Precondition: A width divisible by the heads.
  public init(
    width: Int, heads: Int, feedForward: Int, dropout: Scalar, using random: inout RandomSource
  ) {
    attention = MultiHeadAttention(width: width, heads: heads, dropout: dropout, using: &random)
    linear1 = Linear(inputs: width, outputs: feedForward, using: &random)
    linear2 = Linear(inputs: feedForward, outputs: width, using: &random)
    norm1 = LayerNorm(features: width)
    norm2 = LayerNorm(features: width)
    self.dropout = Dropout(dropout)
  }

  /// Encodes x [batch, time, width].
  ///
  /// - Parameters:
  ///   - x: The sequences.
  ///   - mask: [batch, time], true where a step is present; absent steps are not attended to.
  ///   - context: The mode, and the keys of the dropout.
  /// - Returns: [batch, time, width].
  public func callAsFunction(
    _ x: Tensor, mask: Mask? = nil, _ context: inout Context
  ) -> Tensor {
    let normalized = norm1(x)
    let answer =
      if let mask {
        attention(
          query: normalized, key: normalized, value: normalized, keyMask: mask, &context
        ).value
      } else {
        attention(self: normalized, &context)
      }
    let h = x + dropout(answer, &context)
    let inner = dropout(linear1(norm2(h), activation: .gelu), &context)
    return h + dropout(linear2(inner), &context)
  }

  /// Names `self_attn`, `linear1`, `linear2`, `norm1` and `norm2`.
  public func register(in registry: inout Registry) {
    registry.add("self_attn", attention)
    registry.add("linear1", linear1)
    registry.add("linear2", linear2)
    registry.add("norm1", norm1)
    registry.add("norm2", norm2)
  }
}
