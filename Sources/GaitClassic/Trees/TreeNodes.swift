import GaitEvaluation

/// The nodes of a binary tree in flat lists; node 0 is the root and children follow parents.
struct TreeNodes: Hashable, Sendable, Codable {
  /// The column each node asks about; negative in a leaf.
  private(set) var features: [Int32] = []

  /// Rows with a value up to this go left.
  private(set) var thresholds: [Double] = []

  /// The left child; the right one is `rights`.
  private(set) var lefts: [Int32] = []
  private(set) var rights: [Int32] = []

  /// Whether a missing value goes left.
  private(set) var missingGoesLeft: [Bool] = []

  /// The outputs of each node, `outputCount` in a row.
  private(set) var values: [Double] = []

  let outputCount: Int

  init(outputCount: Int) { self.outputCount = outputCount }

  var count: Int { features.count }

  /// Adds a leaf and gives its number.
  mutating func addLeaf(_ outputs: some Collection<Double>) -> Int {
    features.append(-1)
    thresholds.append(0)
    lefts.append(-1)
    rights.append(-1)
    missingGoesLeft.append(false)
    values.append(contentsOf: outputs)
    return features.count - 1
  }

  /// Turns a leaf into a question.
  mutating func split(
    _ node: Int, feature: Int, threshold: Double, left: Int, right: Int,
    missingGoesLeft isMissingLeft: Bool = false
  ) {
    features[node] = Int32(feature)
    thresholds[node] = threshold
    lefts[node] = Int32(left)
    rights[node] = Int32(right)
    missingGoesLeft[node] = isMissingLeft
  }

  /// The leaf that a row of a table ends in.
  @inline(__always)
  func leaf(_ table: Matrix, row: Int) -> Int {
    var node = 0
    while features[node] >= 0 {
      let value = table.values[row * table.columnCount + Int(features[node])]
      let goesLeft = value.isNaN ? missingGoesLeft[node] : value <= thresholds[node]
      node = Int(goesLeft ? lefts[node] : rights[node])
    }
    return node
  }

  /// The number of questions on the longest way from the root.
  var depth: Int {
    var depths = Array(repeating: 0, count: count)
    for node in 0..<count where features[node] >= 0 {
      depths[Int(lefts[node])] = depths[node] + 1
      depths[Int(rights[node])] = depths[node] + 1
    }
    return depths.max() ?? 0
  }

  /// The number of leaves.
  var leafCount: Int { features.count { $0 < 0 } }

  /// Throws unless the lists describe a tree over `featureCount` columns.
  func check(featureCount: Int) throws {
    let lists = [
      thresholds.count, lefts.count, rights.count, missingGoesLeft.count,
    ]
    var isSound = count > 0 && outputCount > 0 && lists.allSatisfy { $0 == count }
    isSound = isSound && values.count.isMultiple(of: count) && values.count / count == outputCount
    if isSound {
      for node in 0..<count where features[node] >= 0 {
        // Children behind their parents rule out cycles.
        let children = node + 1..<count
        isSound = isSound && features[node] < featureCount
        isSound = isSound && children.contains(Int(lefts[node]))
        isSound = isSound && children.contains(Int(rights[node]))
      }
    }
    guard isSound else {
      throw LearningError.badOption(
        learner: "tree", name: "nodes", value: "\(count) nodes",
        allowed: "a tree whose children follow their parents")
    }
  }
}
