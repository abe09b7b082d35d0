import GaitKernels
import GaitTensor

/// A stack of long short-term memory layers in one or both directions, batch first.
///
/// Parameter names, shapes and gate order (i, f, g, o) are PyTorch's. Source: Hochreiter, Schmidhuber
/// 1997, doi:10.1162/neco.1997.9.8.1735; both directions: Schuster, Paliwal 1997,
/// doi:10.1109/78.650093.
public final class LSTM: Module {
  /// Which way the recurrence runs.
  public enum Direction: String, Sendable, Codable {
    /// From the first step to the last.
    case forward
    /// Both ways; the two hidden states are concatenated.
    case both
  }

  /// The four parameters of one layer and direction.
  public struct Cell {
    /// Input to gates [4 hidden, inputs].
    public let inputHidden: Parameter
    /// Hidden state to gates [4 hidden, hidden].
    public let hiddenHidden: Parameter
    /// The first bias [4 hidden].
    public let inputBias: Parameter
    /// The second bias [4 hidden].
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
    inputs: Int, hidden: Int, layers: Int = 1, direction: Direction = .forward,
    dropout: Scalar = 0, using random: inout RandomSource
  ) {
    precondition(layers > 0, "LSTM: \(layers) layers")
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
      inputHidden: drawn([4 * hidden, inputs]), hiddenHidden: drawn([4 * hidden, hidden]),
      inputBias: drawn([4 * hidden]), hiddenBias: drawn([4 * hidden]))
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
      sequence = lstmSweep(
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
    return sequence
  }

  /// Whether a tape watches any of the weights.
  package var isTracked: Bool {
    layers.joined().contains { cell in
      [cell.inputHidden, cell.hiddenHidden, cell.inputBias, cell.hiddenBias]
        .contains { $0.value.isTracked }
    }
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
