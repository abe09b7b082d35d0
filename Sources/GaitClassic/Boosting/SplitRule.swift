/// A node of a boosted tree while it grows: its place in the row list, and its sums.
struct BoostedNode: Sendable {
  let number: Int
  let range: Range<Int>
  let depth: Int
  let sums: SIMD2<Double>
}

/// A question that parts a node's rows.
struct BoostedSplit: Sendable {
  let gain: Double
  let column: Int

  /// Bins up to this one go left.
  let bin: Int
  let missingGoesLeft: Bool
  let leftSums: SIMD2<Double>
  let leftCount: Int
}

/// How splits are scored, and which ones are allowed.
///
/// The second-order gain of Chen and Guestrin (2016, doi:10.1145/2939672.2939785):
/// GL^2 / (HL + lambda) + GR^2 / (HR + lambda) - G^2 / (H + lambda).
struct SplitRule: Sendable {
  let penalty: Double
  let minimumGain: Double
  let minimumRows: Int
  let minimumCurvature: Double

  func score(_ sums: SIMD2<Double>) -> Double {
    sums.x * sums.x / (sums.y + penalty + 1e-15)
  }

  /// The best split of one column, with missing values tried on both sides.
  @inline(__always)
  func best(
    _ sums: [SIMD2<Double>], _ counts: [UInt32], from first: Int, column: Int, cuts: Int,
    hasMissing: Bool, node: BoostedNode
  ) -> BoostedSplit? {
    let missing = first + Int(BinEdges.missing)
    let parent = score(node.sums)
    let rows = node.range.count
    var best: BoostedSplit?
    var bestGain = minimumGain
    func consider(_ left: SIMD2<Double>, _ count: Int, _ bin: Int, _ missingGoesLeft: Bool) {
      let right = node.sums - left
      guard count >= minimumRows, rows - count >= minimumRows, left.y >= minimumCurvature,
        right.y >= minimumCurvature
      else { return }
      // Both fractions over one denominator: a division costs as much as all the rest.
      let curvature = SIMD2(left.y, right.y) + SIMD2(repeating: penalty + 1e-15)
      let top = left.x * left.x * curvature.y + right.x * right.x * curvature.x
      let gain = top / (curvature.x * curvature.y) - parent
      if gain > bestGain {
        bestGain = gain
        best = BoostedSplit(
          gain: gain, column: column, bin: bin, missingGoesLeft: missingGoesLeft, leftSums: left,
          leftCount: count)
      }
    }
    let absent = hasMissing && counts[missing] > 0
    // With missing rows right, the last bin may part all known values from them.
    let last = absent ? cuts + 1 : cuts
    var (left, count) = (SIMD2<Double>.zero, 0)
    for bin in 0..<last where counts[first + bin] > 0 {
      left += sums[first + bin]
      count += Int(counts[first + bin])
      if count >= minimumRows { consider(left, count, bin, false) }
      if rows - count < minimumRows { break }
    }
    guard absent else { return best }
    // From the right, so that an empty gap goes to the left side, where missing rows are.
    var (right, rightCount) = (SIMD2<Double>.zero, 0)
    for bin in (0..<cuts).reversed() where counts[first + bin + 1] > 0 {
      right += sums[first + bin + 1]
      rightCount += Int(counts[first + bin + 1])
      if rightCount >= minimumRows { consider(node.sums - right, rows - rightCount, bin, true) }
      if rows - rightCount < minimumRows { break }
    }
    return best
  }
}
