import GaitKernels
import GaitTensor

/// Layers that carry a state from step to step: `LSTM` and `GRU`, batch first.
public protocol RecurrentModule: Module {
  /// A stack whose weights are drawn uniformly in plus or minus `1 / sqrt(hidden)`.
  ///
  /// Dropout acts between layers, not behind the last.
  init(
    inputs: Int, hidden: Int, layers: Int, direction: RecurrentDirection, dropout: Scalar,
    using random: inout RandomSource)

  /// The hidden states of the last layer at every step.
  ///
  /// - Parameters:
  ///   - x: The sequences [batch, time, inputs].
  ///   - lengths: How many steps of each sequence are real; what stands behind is never read and its
  ///     output is zero. All steps where nil.
  ///   - context: The mode, and the keys of the dropout between layers.
  /// - Returns: [batch, time, hidden], or twice as wide with both directions.
  func callAsFunction(_ x: Tensor, lengths: [Int]?, _ context: inout Context) -> Tensor
}

/// Which way a recurrence runs.
///
/// Source of both directions: Schuster, Paliwal 1997, doi:10.1109/78.650093.
public enum RecurrentDirection: String, Sendable, Codable {
  /// From the first step to the last.
  case forward
  /// Both ways; the two hidden states are concatenated.
  case both
}

/// The four parameters of one layer and direction; an LSTM has four gates, a GRU three.
public struct RecurrentCell {
  /// Input to gates [gates hidden, inputs].
  public let inputHidden: Parameter
  /// Hidden state to gates [gates hidden, hidden].
  public let hiddenHidden: Parameter
  /// The bias of the input's part [gates hidden].
  public let inputBias: Parameter
  /// The bias of the state's part [gates hidden].
  public let hiddenBias: Parameter

  fileprivate init(gates: Int, inputs: Int, hidden: Int, using random: inout RandomSource) {
    func drawn(_ shape: Shape) -> Parameter {
      Parameter(Initializer.uniformFanIn(shape, fanIn: hidden, fanOut: 1, using: &random))
    }
    inputHidden = drawn([gates * hidden, inputs])
    hiddenHidden = drawn([gates * hidden, hidden])
    inputBias = drawn([gates * hidden])
    hiddenBias = drawn([gates * hidden])
  }
}

/// The cells of stacked recurrent layers, the dropout between them, and PyTorch's names for them.
struct RecurrentStack {
  /// The cells of each layer: one, or forward then reverse.
  let layers: [[RecurrentCell]]
  let hidden: Int
  private let dropout: Dropout

  init(
    _ name: StaticString, gates: Int, inputs: Int, hidden: Int, layers: Int,
    direction: RecurrentDirection, dropout: Scalar, using random: inout RandomSource
  ) {
    precondition(layers > 0, "\(name): \(layers) layers")
    self.hidden = hidden
    self.dropout = Dropout(dropout)
    let directions = direction == .both ? 2 : 1
    self.layers = (0..<layers).map { layer in
      let width = layer == 0 ? inputs : hidden * directions
      return (0..<directions).map { _ in
        RecurrentCell(gates: gates, inputs: width, hidden: hidden, using: &random)
      }
    }
  }

  /// Sweeps a sequence through one layer behind the other.
  func sweep(
    _ x: Tensor, _ context: inout Context, through layer: (Tensor, [RecurrentCell]) -> Tensor
  ) -> Tensor {
    var sequence = x
    for (index, cells) in layers.enumerated() {
      if index > 0 { sequence = dropout(sequence, &context) }
      sequence = layer(sequence, cells)
    }
    return sequence
  }

  /// Names `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, then `…_l0_reverse` and on.
  func register(in registry: inout Registry) {
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
