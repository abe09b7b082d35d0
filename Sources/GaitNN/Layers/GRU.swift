import GaitKernels
import GaitTensor

/// A stack of gated recurrent units in one or both directions, batch first.
///
/// Parameter names, shapes and gate order (r, z, n) are PyTorch's. Source: Cho et al. 2014,
/// doi:10.3115/v1/D14-1179.
public final class GRU: RecurrentModule {
  private let stack: RecurrentStack

  /// The cells of each layer: one, or forward then reverse.
  public var layers: [[RecurrentCell]] { stack.layers }
  /// The width of one direction's hidden state.
  public var hidden: Int { stack.hidden }

  /// A stack whose weights are drawn uniformly in plus or minus `1 / sqrt(hidden)`.
  ///
  /// Dropout acts between layers, not behind the last.
  public init(
    inputs: Int, hidden: Int, layers: Int = 1, direction: RecurrentDirection = .forward,
    dropout: Scalar = 0, using random: inout RandomSource
  ) {
    stack = RecurrentStack(
      "GRU", gates: 3, inputs: inputs, hidden: hidden, layers: layers, direction: direction,
      dropout: dropout, using: &random)
  }

  /// The hidden states of the last layer at every step.
  ///
  /// - Parameters:
  ///   - x: The sequences [batch, time, inputs].
  ///   - lengths: How many steps of each sequence are real; what stands behind is never read and its
  ///     output is zero. All steps where nil.
  ///   - context: The mode, and the keys of the dropout between layers.
  /// - Returns: [batch, time, hidden], or twice as wide with both directions.
  public func callAsFunction(
    _ x: Tensor, lengths: [Int]? = nil, _ context: inout Context
  ) -> Tensor {
    stack.sweep(x, &context) { sequence, cells in
      let outputs = cells.enumerated().map { direction, cell in
        gruSweep(
          sequence,
          weights: GRUWeights(
            inputHidden: cell.inputHidden.value, hiddenHidden: cell.hiddenHidden.value,
            inputBias: cell.inputBias.value, hiddenBias: cell.hiddenBias.value),
          lengths: lengths, isReversed: direction == 1)
      }
      return outputs.count == 1 ? outputs[0] : concatenated(outputs, axis: -1)
    }
  }

  /// Names `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, then `…_l0_reverse` and on.
  public func register(in registry: inout Registry) { stack.register(in: &registry) }
}
