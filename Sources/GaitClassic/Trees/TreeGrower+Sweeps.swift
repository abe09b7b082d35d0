extension TreeGrower {
  /// Tries every split of classes between neighbouring ranks in `keys`.
  ///
  /// The Gini impurity falls most where sum L_k^2 / L + sum R_k^2 / R is largest; moving one row
  /// changes each sum of squares by a few products, whatever the number of classes.
  mutating func sweepClasses(_ range: Range<Int>, _ feature: Int, _ best: inout Split) {
    let count = range.count
    for k in left.indices { (left[k], right[k]) = (0, 0) }
    var weightRight = 0.0
    for i in 0..<count {
      let weight = Double(truncatingPayload(keys[i]) >> 16)
      right[Int(keys[i] & 0xFFFF)] += weight
      weightRight += weight
    }
    var squaresRight = 0.0
    for k in right.indices { squaresRight += right[k] * right[k] }
    var (squaresLeft, weightLeft) = (0.0, 0.0)
    let smallest = limits.minimumRowsPerLeaf
    for i in 0..<count - 1 {
      let key = keys[i]
      let k = Int(key & 0xFFFF)
      let weight = Double(truncatingPayload(key) >> 16)
      squaresLeft += weight * (2 * left[k] + weight)
      squaresRight -= weight * (2 * right[k] - weight)
      left[k] += weight
      right[k] -= weight
      weightLeft += weight
      weightRight -= weight
      if key >> 32 == keys[i + 1] >> 32 || i + 1 < smallest || count - i - 1 < smallest {
        continue
      }
      let score = squaresLeft / weightLeft + squaresRight / weightRight
      if score > best.score { record(score, feature, i, &best) }
    }
  }

  /// Tries every split of numbers between neighbouring ranks in `keys`.
  ///
  /// The squared error falls most where (sum of left)^2 / L + (sum of right)^2 / R is largest.
  mutating func sweepNumbers(
    _ range: Range<Int>, _ feature: Int, _ values: [Double], _ best: inout Split
  ) {
    let count = range.count
    var (sumRight, weightRight) = (0.0, 0.0)
    for i in 0..<count {
      let row = Int(truncatingPayload(keys[i]))
      let weight = Double(weights[row])
      sumRight += weight * values[row]
      weightRight += weight
    }
    var (sumLeft, weightLeft) = (0.0, 0.0)
    let smallest = limits.minimumRowsPerLeaf
    for i in 0..<count - 1 {
      let row = Int(truncatingPayload(keys[i]))
      let weight = Double(weights[row])
      sumLeft += weight * values[row]
      sumRight -= weight * values[row]
      weightLeft += weight
      weightRight -= weight
      if keys[i] >> 32 == keys[i + 1] >> 32 || i + 1 < smallest || count - i - 1 < smallest {
        continue
      }
      let score = sumLeft * sumLeft / weightLeft + sumRight * sumRight / weightRight
      if score > best.score { record(score, feature, i, &best) }
    }
  }

  @inline(__always)
  private func truncatingPayload(_ key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: key) }

  private func record(_ score: Double, _ feature: Int, _ place: Int, _ best: inout Split) {
    best = Split(
      score: score, feature: feature, below: lowestRank + Int(keys[place] >> 32),
      above: lowestRank + Int(keys[place + 1] >> 32))
  }

  /// The score of a node left whole, to which those of its splits compare.
  func parentScore(_ range: Range<Int>) -> Double {
    var total = 0.0
    switch target {
    case .classes(let labels, let count):
      var tally = Array(repeating: 0.0, count: count)
      for i in range {
        let row = Int(rows[i])
        tally[labels[row]] += Double(weights[row])
        total += Double(weights[row])
      }
      return tally.reduce(0) { $0 + $1 * $1 } / total
    case .numbers(let values):
      var sum = 0.0
      for i in range {
        let row = Int(rows[i])
        sum += Double(weights[row]) * values[row]
        total += Double(weights[row])
      }
      return sum * sum / total
    }
  }

  /// Whether all rows of a node have one label or one target.
  func isPure(_ range: Range<Int>) -> Bool {
    let first = Int(rows[range.lowerBound])
    switch target {
    case .classes(let labels, _): return range.allSatisfy { labels[Int(rows[$0])] == labels[first] }
    case .numbers(let values): return range.allSatisfy { values[Int(rows[$0])] == values[first] }
    }
  }

  /// Moves the rows that go left to the front, both sides in their order, and gives the border.
  mutating func partition(_ range: Range<Int>, _ split: Split) -> Int {
    let base = split.feature * columns.rowCount
    var kept = range.lowerBound
    var moved = 0
    for i in range {
      let row = rows[i]
      if Int(columns.ranks[base + Int(row)]) <= split.below {
        rows[kept] = row
        kept += 1
      } else {
        scratch[moved] = UInt64(row)
        moved += 1
      }
    }
    for i in 0..<moved { rows[kept + i] = UInt32(truncatingIfNeeded: scratch[i]) }
    return kept
  }
}
