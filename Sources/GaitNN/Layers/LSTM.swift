import GaitKernels
import GaitTensor

/// A stack of long short-term memory layers in one or both directions, batch first.
///
/// Parameter names, shapes and gate order (i, f, g, o) are PyTorch's. Source: Hochreiter, Schmidhuber
/// 1997, doi:10.1162/neco.1997.9.8.1735.
public final class LSTM: RecurrentModule {
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
      "LSTM", gates: 4, inputs: inputs, hidden: hidden, layers: layers, direction: direction,
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
      lstmSweep(
        sequence,
        directions: cells.enumerated().map { direction, cell in
          (
            LSTMWeights(
              inputHidden: cell.inputHidden.value, hiddenHidden: cell.hiddenHidden.value,
              inputBias: cell.inputBias.value, hiddenBias: cell.hiddenBias.value),
            direction == 1
          )
        }, lengths: lengths)
    }
  }

  /// Whether a tape watches any of the weights.
  package var isTracked: Bool {
    layers.joined().contains { cell in
      [cell.inputHidden, cell.hiddenHidden, cell.inputBias, cell.hiddenBias]
        .contains { $0.value.isTracked }
    }
  }

  /// Names `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, then `…_l0_reverse` and on.
  public func register(in registry: inout Registry) { stack.register(in: &registry) }
}
