import GaitKernels
import GaitTensor

/// A stack of gated recurrent units in one or both directions, batch first.
///
/// Parameter names, shapes and gate order (r, z, n) are PyTorch's. Source: Cho et al. 2014,
/// doi:10.3115/v1/D14-1179.
public final class GRU: Module {
  /// The four parameters of one layer and direction.
  public struct Cell {
    /// Input to gates [3 hidden, inputs].
    public let inputHidden: Parameter
    /// Hidden state to gates [3 hidden, hidden].
    public let hiddenHidden: Parameter
    /// The bias of the input's part [3 hidden].
    public let inputBias: Parameter
    /// The bias of the state's part [3 hidden].
    public let hiddenBias: Parameter
  }

  /// The cells of each layer: one, or forward then reverse.
  public let layers: [[Cell]]
  /// The width of one direction's hidden state.
  public let hidden: Int
  private let dropout: Dropout

  /// A stack whose weights are drawn uniformly in plus or minus `1 / sqrt(hidden)`.
  ///
  /// Dropout acts between layers, not behind the last.
  public init(
    inputs: Int, hidden: Int, layers: Int = 1, direction: LSTM.Direction = .forward,
    dropout: Scalar = 0, using random: inout RandomSource
  ) {
    precondition(layers > 0, "GRU: \(layers) layers")
    self.hidden = hidden
    self.dropout = Dropout(dropout)
    let directions = direction == .both ? 2 : 1
    self.layers = (0..<layers).map { layer in
      let width = layer == 0 ? inputs : hidden * directions
      return (0..<directions).map { _ in Self.cell(inputs: width, hidden: hidden, using: &random) }
    }
  }

  private static func cell(inputs: Int, hidden: Int, using random: inout RandomSource) -> Cell {
    func drawn(_ shape: Shape) -> Parameter {
      Parameter(Initializer.uniformFanIn(shape, fanIn: hidden, fanOut: 1, using: &random))
    }
    return Cell(
      inputHidden: drawn([3 * hidden, inputs]), hiddenHidden: drawn([3 * hidden, hidden]),
      inputBias: drawn([3 * hidden]), hiddenBias: drawn([3 * hidden]))
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
    var sequence = x
    for (index, cells) in layers.enumerated() {
      if index > 0 { sequence = dropout(sequence, &context) }
      let outputs = cells.enumerated().map { direction, cell in
        gruSweep(
          sequence,
          weights: GRUWeights(
            inputHidden: cell.inputHidden.value, hiddenHidden: cell.hiddenHidden.value,
            inputBias: cell.inputBias.value, hiddenBias: cell.hiddenBias.value),
          lengths: lengths, isReversed: direction == 1)
      }
      sequence = outputs.count == 1 ? outputs[0] : concatenated(outputs, axis: -1)
    }
    return sequence
  }

  /// Names `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, then `…_l0_reverse` and on.
  public func register(in registry: inout Registry) {
    for (index, cells) in layers.enumerated() {
      for (direction, cell) in cells.enumerated() {
        let suffix = "_l\(index)" + (direction == 1 ? "_reverse" : "")
        registry.add("weight_ih" + suffix, cell.inputHidden)
        registry.add("weight_hh" + suffix, cell.hiddenHidden)
        registry.add("bias_ih" + suffix, cell.inputBias)
        registry.add("bias_hh" + suffix, cell.hiddenBias)
      }
    }
  }
}
