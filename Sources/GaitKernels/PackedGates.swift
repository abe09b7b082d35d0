import CKernels

/// The weights of an LSTM's gates, laid out once for a whole sweep.
struct PackedGates: Sendable {
  private let packed: Buffer
  /// The elements of the lines that are multiplied.
  let inner: Int

  /// The input's weights that went in, so that a kept packing is known to hold them.
  let input: Buffer?

  /// The weights of the state [4 hidden, hidden], behind those of the input [4 hidden, inputs] if they
  /// are given; packed once for all calls where they are `lasting`.
  static func of(input: Buffer?, hidden: Buffer, isLasting: Bool) -> PackedGates {
    let units = Int((Double(hidden.count) / 4).squareRoot().rounded())
    func make() -> PackedGates {
      PackedGates(input: input, (input.map { [$0] } ?? []) + [hidden], hidden: units)
    }
    return isLasting ? hidden.keptGates(input, make) : make()
  }

  /// Packs weights [4 hidden, width], those of the first elements of a line first.
  private init(input: Buffer?, _ weights: [Buffer], hidden: Int) {
    self.input = input
    let widths = weights.map { $0.count / max(1, 4 * hidden) }
    let inner = widths.reduce(0, +)
    let table = Kernels.table
    let lanes = table.padded_units(1)
    let packed = Buffer(uninitialized: table.packed_gates_size(inner, hidden))
    let firsts = widths.indices.map { widths[..<$0].reduce(0, +) }
    Parallel.forEachRange(of: hidden, size: max(1, 8192 / max(1, lanes * inner)) * lanes) { units in
      for (part, weight) in weights.enumerated() {
        table.pack_gates(
          weight.base + units.lowerBound * widths[part], widths[part], hidden, units.count,
          firsts[part], inner, packed.base + 4 * units.lowerBound * inner)
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
}
