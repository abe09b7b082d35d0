import CKernels

/// The weights of a recurrence's gates, laid out once for a whole sweep.
struct PackedGates: Sendable {
  private let packed: Buffer
  /// The elements of the lines that are multiplied.
  let inner: Int

  /// The input's weights that went in, so that a kept packing is known to hold them.
  let input: Buffer?

  /// The weights of the state [gates hidden, hidden], behind those of the input [gates hidden, inputs] if
  /// they are given; packed once for all calls where they are `lasting`.
  static func of(gates: Int = 4, input: Buffer?, hidden: Buffer, isLasting: Bool) -> PackedGates {
    let units = Int((Double(hidden.count) / Double(gates)).squareRoot().rounded())
    func make() -> PackedGates {
      PackedGates(gates, input: input, (input.map { [$0] } ?? []) + [hidden], hidden: units)
    }
    return isLasting ? hidden.keptGates(input, make) : make()
  }

  /// Packs weights [gates hidden, width], those of the first elements of a line first.
  private init(_ gates: Int, input: Buffer?, _ weights: [Buffer], hidden: Int) {
    self.input = input
    let widths = weights.map { $0.count / max(1, gates * hidden) }
    let inner = widths.reduce(0, +)
    let table = Kernels.table
    let lanes = table.padded_units(1)
    let packed = Buffer(uninitialized: table.packed_gates_size(gates, inner, hidden))
    let firsts = widths.indices.map { widths[..<$0].reduce(0, +) }
    Parallel.forEachRange(of: hidden, size: max(1, 8192 / max(1, lanes * inner)) * lanes) { units in
      for (part, weight) in weights.enumerated() {
        table.pack_gates(
          weight.base + units.lowerBound * widths[part], gates, widths[part], hidden, units.count,
          firsts[part], inner, packed.base + gates * units.lowerBound * inner)
      }
    }
    (self.packed, self.inner) = (packed, inner)
  }

  /// Runs a step with these weights.
  func step(_ arguments: GKLSTMStep) {
    var arguments = arguments
    arguments.packed = UnsafePointer(packed.base)
    Kernels.table.lstm_step(&arguments)
  }

  /// The same for a gated recurrent unit.
  func step(_ arguments: GKGRUStep) {
    var arguments = arguments
    arguments.packed = UnsafePointer(packed.base)
    Kernels.table.gru_step(&arguments)
  }
}
