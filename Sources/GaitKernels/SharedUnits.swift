/// The steps of a recurrence over one shard, whose units two cores share where the shard is alone.
struct SharedUnits: Sendable {
  let hidden: Int
  /// Whether the units are cut in two; by sizes alone.
  let areHalved: Bool

  /// Units from which on halves pay: half the weights' way from the second cache takes longer than the
  /// cores take to meet.
  private static let unitsToHalve = 64

  /// For shards that run side by side, or one that is alone.
  init(hidden: Int, isAlone: Bool) {
    self.hidden = hidden
    areHalved = isAlone && hidden >= Self.unitsToHalve
  }

  /// Calls the body for all units of each step, or on two cores for halves of them; a step begins when
  /// the one before is done.
  func forEach(_ steps: Range<Int>, _ body: (_ step: Int, _ units: Range<Int>) -> Void) {
    // Units do not depend on each other within a step: one thread may as well take them together.
    guard areHalved, Parallel.isShared else { return steps.forEach { body($0, 0..<hidden) } }
    // Whole blocks of units, as the kernels take them.
    let block = Kernels.table.padded_units(1)
    let half = (hidden / block + 1) / 2 * block
    Parallel.forEachRound(steps.count) { round, part in
      body(steps.lowerBound + round, part == 0 ? 0..<half : half..<hidden)
    }
  }
}
