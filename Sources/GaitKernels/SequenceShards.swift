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

  private func isReal(_ row: Int, _ moment: Int) -> Bool {
    lengths.map { Int($0[row]) > moment } ?? true
  }

  /// Copies features of a run of steps of a shard's rows into lines [steps, rows] that stand
  /// `lineWidth` apart; padding becomes zero, so nothing behind a length, not even a NaN, reaches a
  /// product.
  func gather(
    _ source: Buffer, width: Int, column: Int, features: Int, _ rows: Range<Int>,
    steps: Range<Int>, into target: UnsafeMutablePointer<Float>, lineWidth: Int
  ) {
    for row in rows {
      var line = target + (row - rows.lowerBound) * lineWidth
      for step in steps {
        let moment = index(ofStep: step)
        if isReal(row, moment) {
          line.update(from: source.base + (row * time + moment) * width + column, count: features)
        } else {
          line.update(repeating: 0, count: features)
        }
        line += rows.count * lineWidth
      }
    }
  }

  /// Copies lines [steps, rows] back to columns of [batch, time, width]; padding becomes zero.
  func scatter(
    _ source: UnsafePointer<Float>, lineWidth: Int, _ rows: Range<Int>, steps: Range<Int>,
    into target: Buffer, width: Int, column: Int, features: Int
  ) {
    for row in rows {
      var line = source + (row - rows.lowerBound) * lineWidth
      for step in steps {
        let moment = index(ofStep: step)
        let place = target.base + (row * time + moment) * width + column
        if isReal(row, moment) {
          place.update(from: line, count: features)
        } else {
          place.update(repeating: 0, count: features)
        }
        line += rows.count * lineWidth
      }
    }
  }

  /// Steps that are copied in and out together, and whose gates' gradients are taken together: few
  /// enough that they and what they are multiplied with stay in the second cache.
  func stepsPerBlock(_ rows: Range<Int>) -> Int { max(1, 128 / max(1, rows.count)) }

  /// Copies a shard's rows of `source` into step order; padding becomes zero, so nothing behind a
  /// length, not even a NaN, reaches a product.
  func gather(
    _ source: Buffer, width: Int, column: Int, features: Int, _ rows: Range<Int>,
    into target: UnsafeMutablePointer<Float>
  ) {
    for row in rows {
      for step in 0..<time {
        let moment = index(ofStep: step)
        let place = target + (step * rows.count + row - rows.lowerBound) * features
        if isReal(row, moment) {
          place.update(from: source.base + (row * time + moment) * width + column, count: features)
        } else {
          place.update(repeating: 0, count: features)
        }
      }
    }
  }

  /// Copies a shard in step order back to columns of [batch, time, width]; padding becomes zero.
  func scatter(
    _ source: UnsafeMutablePointer<Float>, _ rows: Range<Int>, into target: Buffer, width: Int,
    column: Int, features: Int
  ) {
    for row in rows {
      for step in 0..<time {
        let moment = index(ofStep: step)
        let place = target.base + (row * time + moment) * width + column
        if isReal(row, moment) {
          place.update(
            from: source + (step * rows.count + row - rows.lowerBound) * features, count: features)
        } else {
          place.update(repeating: 0, count: features)
        }
      }
    }
  }
}
