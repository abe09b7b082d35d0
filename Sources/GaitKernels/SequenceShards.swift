import CKernels

/// Shards of sixteen sequences of a batch [batch, time, features], for recurrent sweeps.
///
/// Inside a shard the layout is [steps, rows, features], in the order in which the recurrence walks,
/// so that each step is one dense product and one pass of the gates.
struct SequenceShards: Sendable {
  let batch, time: Int
  let isReversed: Bool
  /// How many steps of each sequence are real; nil where all are.
  let lengths: [Int32]?

  static let rowsPerShard = 16

  var count: Int { (batch + Self.rowsPerShard - 1) / Self.rowsPerShard }

  func rows(_ shard: Int) -> Range<Int> {
    shard * Self.rowsPerShard..<min(batch, (shard + 1) * Self.rowsPerShard)
  }

  /// The time index of the k-th step of the recurrence.
  func index(ofStep step: Int) -> Int { isReversed ? time - 1 - step : step }

  /// Calls the body with the lengths from a row on, or with nil.
  func withLengths(from row: Int, _ body: (UnsafePointer<Int32>?) -> Void) {
    guard let lengths else { return body(nil) }
    lengths.withUnsafeBufferPointer { body($0.baseAddress.map { $0 + row }) }
  }

  /// Those of a run of steps that are real for a sequence; they follow each other.
  private func realSteps(of row: Int, in steps: Range<Int>) -> Range<Int> {
    guard let lengths else { return steps }
    let length = Int(lengths[row])
    let real = isReversed ? time - length..<time : 0..<length
    guard steps.overlaps(real) else { return steps.lowerBound..<steps.lowerBound }
    return steps.clamped(to: real)
  }

  /// Copies features of a run of steps of a shard's rows into lines [steps, rows] that stand
  /// `lineWidth` apart; padding becomes zero, so nothing behind a length, not even a NaN, reaches a
  /// product.
  func gather(
    _ source: Buffer, width: Int, column: Int, features: Int, _ rows: Range<Int>,
    steps: Range<Int>, into target: UnsafeMutablePointer<Float>, lineWidth: Int
  ) {
    for row in rows {
      let real = realSteps(of: row, in: steps)
      func line(_ step: Int) -> UnsafeMutablePointer<Float> {
        target + ((step - steps.lowerBound) * rows.count + row - rows.lowerBound) * lineWidth
      }
      for range in [steps.lowerBound..<real.lowerBound, real.upperBound..<steps.upperBound] {
        for step in range { line(step).update(repeating: 0, count: features) }
      }
      gk_copy_lines(
        place(row, real.lowerBound, in: source, width: width, column: column),
        isReversed ? -width : width, time * width, line(real.lowerBound), rows.count * lineWidth,
        lineWidth, features, real.count)
    }
  }

  /// Copies lines [steps, rows] back to columns of [batch, time, width]; padding becomes zero.
  func scatter(
    _ source: UnsafePointer<Float>, lineWidth: Int, _ rows: Range<Int>, steps: Range<Int>,
    into target: Buffer, width: Int, column: Int, features: Int
  ) {
    for row in rows {
      let real = realSteps(of: row, in: steps)
      for range in [steps.lowerBound..<real.lowerBound, real.upperBound..<steps.upperBound] {
        for step in range {
          place(row, step, in: target, width: width, column: column)
            .update(repeating: 0, count: features)
        }
      }
      let first = (real.lowerBound - steps.lowerBound) * rows.count + row - rows.lowerBound
      gk_copy_lines(
        source + first * lineWidth, rows.count * lineWidth, lineWidth,
        place(row, real.lowerBound, in: target, width: width, column: column),
        isReversed ? -width : width, time * width, features, real.count)
    }
  }

  /// Where the columns of a step stand in [batch, time, width].
  private func place(
    _ row: Int, _ step: Int, in buffer: Buffer, width: Int, column: Int
  ) -> UnsafeMutablePointer<Float> {
    buffer.base + (row * time + index(ofStep: step)) * width + column
  }

  /// Steps that are copied in and out together, and whose gates' gradients are taken together: few
  /// enough that they and what they are multiplied with stay in the second cache.
  func stepsPerBlock(_ rows: Range<Int>) -> Int { max(1, 128 / max(1, rows.count)) }
}
