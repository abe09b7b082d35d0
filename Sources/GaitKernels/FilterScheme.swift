import CKernels

/// A way of minimal filtering: how many products stand for how many results and taps, and the passes before and
/// after the products.
enum FilterScheme: Sendable, Equatable {
  /// Tiles of 2 × 2 results of a 3 × 3 kernel: F(2 × 2, 3 × 3).
  case tile
  /// Runs of `2 · 2^levels` results of up to `3 · 2^levels` taps: F(2, 3) inside of F(2, 2) as often as
  /// there are levels.
  case run(levels: Int, taps: Int)

  /// The shortest runs for a number of taps.
  init?(runOf taps: Int) {
    guard taps >= 2, let levels = (0...3).first(where: { taps <= 3 << $0 }) else { return nil }
    self = .run(levels: levels, taps: taps)
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

  /// The products whose weights are not all beyond the last tap.
  ///
  /// The last of the four products of a group takes the last third of the taps alone: those whose place in
  /// it has, level by level, an even digit in a group's first part, an odd one in its third, any in its
  /// second.
  var usedProducts: [Int] {
    guard case .run(let levels, let taps) = self else { return Array(0..<products) }
    return (0..<products).filter { product in
      guard product % 4 == 3 else { return true }
      // The first level, which takes the lowest digit of a tap, is the highest digit of the group.
      var (smallest, group) = (0, product / 4)
      for level in (0..<levels).reversed() {
        if group % 3 == 2 { smallest += 1 << level }
        group /= 3
      }
      return (2 << levels) + smallest < taps
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

  /// The weights of the products from those of the taps.
  func spreadWeights(
    _ weights: UnsafePointer<Float>, stride: Int, isTurned: Bool,
    into products: UnsafeMutablePointer<Float>, count: Int
  ) {
    switch self {
    case .tile: Kernels.table.tile_weights(weights, stride, isTurned ? 1 : 0, products, count)
    case .run(let levels, let taps):
      Kernels.table.run_weights(
        weights, taps, stride, isTurned ? 1 : 0, products, count, levels)
    }
  }

  /// The gradients of the taps from the sums of the products.
  func gatherWeightGradients(
    _ sums: UnsafePointer<Float>, stride: Int, into gradients: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    switch self {
    case .tile: Kernels.table.tile_weight_gradients(sums, stride, gradients, count)
    case .run(let levels, let taps):
      Kernels.table.run_weight_gradients(sums, stride, gradients, taps, count, levels)
    }
  }
}
