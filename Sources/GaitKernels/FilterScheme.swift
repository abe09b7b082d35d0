import CKernels

/// A way of minimal filtering: how many products stand for how many results and taps, and the passes before and
/// after the products.
enum FilterScheme: Sendable, Equatable {
  /// Tiles of 2 × 2 results of a 3 × 3 kernel: F(2 × 2, 3 × 3).
  case tile
  /// Runs of `2 · 2^levels` results of up to `3 · 2^levels` taps: F(2, 3) inside of F(2, 2) as often as
  /// there are levels.
  ///
  /// A longer kernel is cut into parts of as many taps as a run has results, the last one up to half as long
  /// again: what a part multiplies are then the lines of the next run.
  case run(levels: Int, taps: Int)

  /// The shortest runs for a number of taps.
  init?(runOf taps: Int) {
    guard taps >= 2, taps <= 72 else { return nil }
    self = .run(levels: (0...3).first { taps <= 3 << $0 } ?? 3, taps: taps)
  }

  var taps: Int {
    switch self {
    case .tile: 9
    case .run(_, let taps): taps
    }
  }

  /// The products of a tile.
  var products: Int {
    switch self {
    case .tile: 16
    case .run(let levels, _): 4 * Self.groups(levels)
    }
  }

  /// The parts of a kernel.
  var parts: Int {
    guard case .run = self else { return 1 }
    return max(1, (taps + writes / 2 - 1) / writes)
  }

  /// The taps of a part.
  private func taps(ofPart part: Int) -> Range<Int> {
    part * writes..<(part == parts - 1 ? taps : (part + 1) * writes)
  }

  /// Whether not all weights of a product lie beyond the last tap of a part.
  ///
  /// The last of the four products of a group takes the last third of the taps alone: those whose place in
  /// it has, level by level, an even digit in a group's first part, an odd one in its third, any in its
  /// second.
  func uses(_ product: Int, ofPart part: Int) -> Bool {
    guard case .run(let levels, _) = self, product % 4 == 3 else { return true }
    // The first level, which takes the lowest digit of a tap, is the highest digit of the group.
    var (smallest, group) = (0, product / 4)
    for level in (0..<levels).reversed() {
      if group % 3 == 2 { smallest += 1 << level }
      group /= 3
    }
    return (2 << levels) + smallest < taps(ofPart: part).count
  }

  /// How many products of all parts are used.
  var usedProducts: Int {
    (0..<parts).reduce(0) { count, part in
      count + (0..<products).count { uses($0, ofPart: part) }
    }
  }

  /// The places that a tile reads, and those that it writes.
  var reads: Int {
    switch self {
    case .tile: 16
    case .run(let levels, _): 5 << levels - 1
    }
  }
  var writes: Int {
    switch self {
    case .tile: 4
    case .run(let levels, _): 2 << levels
    }
  }

  private static func groups(_ levels: Int) -> Int {
    (0..<levels).reduce(1) { count, _ in 3 * count }
  }

  /// The lines of the products from the places that tiles read.
  func spreadSources(_ tiles: inout GKTiles) {
    switch self {
    case .tile: Kernels.table.tile_inputs(&tiles)
    case .run(let levels, _): Kernels.table.run_inputs(&tiles, levels)
    }
  }

  /// Their partners from the gradient at the places that tiles write.
  func spreadGradients(_ tiles: inout GKTiles) {
    switch self {
    case .tile: Kernels.table.tile_gradients(&tiles)
    case .run(let levels, _): Kernels.table.run_gradients(&tiles, levels)
    }
  }

  /// The results of tiles from their products.
  func gather(_ results: inout GKTileResults) {
    switch self {
    case .tile: Kernels.table.tile_results(&results)
    case .run(let levels, _): Kernels.table.run_results(&results, levels)
    }
  }

  /// The weights of the products, part by part, from those of the taps.
  func spreadWeights(
    _ weights: UnsafePointer<Float>, stride: Int, isTurned: Bool,
    into products: UnsafeMutablePointer<Float>, count: Int
  ) {
    guard case .run(let levels, let taps) = self else {
      return Kernels.table.tile_weights(weights, stride, isTurned ? 1 : 0, products, count)
    }
    for part in 0..<parts {
      let own = self.taps(ofPart: part)
      let first = isTurned ? taps - own.upperBound : own.lowerBound
      Kernels.table.run_weights(
        weights + first * stride, own.count, stride, isTurned ? 1 : 0,
        products + part * self.products * stride, count, levels)
    }
  }

  /// The gradients of the taps from the sums of the products of all parts.
  func gatherWeightGradients(
    _ sums: UnsafePointer<Float>, stride: Int, into gradients: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    guard case .run(let levels, _) = self else {
      return Kernels.table.tile_weight_gradients(sums, stride, gradients, count)
    }
    for part in 0..<parts {
      let own = self.taps(ofPart: part)
      Kernels.table.run_weight_gradients(
        sums + part * products * stride, stride, gradients + own.lowerBound * stride, own.count,
        count, levels)
    }
  }
}
