import Foundation
import GaitRecords
import GaitTensor

/// Whether a generator repeats the strides of people that it was trained on.
struct StrideNovelty {
  /// The median distance of a synthetic stride to the nearest training stride, over the same of
  /// real strides of other people: near 1 is as new as another person, near 0 is a copy.
  let ratio: Double
  /// The share of synthetic strides that lie nearer to a training stride than the nearest
  /// hundredth of other people's strides do.
  let copyShare: Double

  /// Compares at most 400 strides of each kind, spread evenly.
  init(synthetic: [[Float]], training: [Stride], other: [Stride]) {
    let known = training.map(\.loads)
    let made = Self.nearest(Self.spread(synthetic), known).sorted()
    let real = Self.nearest(Self.spread(other.map(\.loads)), known).sorted()
    guard !made.isEmpty, !real.isEmpty else {
      (ratio, copyShare) = (.nan, .nan)
      return
    }
    ratio = made[made.count / 2] / max(real[real.count / 2], .leastNormalMagnitude)
    let limit = real[real.count / 100]
    copyShare = Double(made.filter { $0 < limit }.count) / Double(made.count)
  }

  private static func spread(_ rows: [[Float]]) -> [[Float]] {
    let count = min(400, rows.count)
    return (0..<count).map { rows[$0 * rows.count / count] }
  }

  /// The root-mean-square distance of each row to its nearest known one.
  private static func nearest(_ rows: [[Float]], _ known: [[Float]]) -> [Double] {
    guard let width = rows.first?.count, !known.isEmpty else { return [] }
    let first = Tensor(rows.flatMap(\.self), shape: [rows.count, width])
    let second = Tensor(known.flatMap(\.self), shape: [known.count, width])
    let products = matmul(first, second.transposed(0, 1)).elements
    func norms(_ rows: [[Float]]) -> [Double] {
      rows.map { $0.reduce(0) { $0 + Double($1) * Double($1) } }
    }
    let (own, others) = (norms(rows), norms(known))
    return rows.indices.map { row in
      let least = others.indices.reduce(Double.infinity) { least, column in
        min(least, own[row] + others[column] - 2 * Double(products[row * others.count + column]))
      }
      return (max(0, least) / Double(width)).squareRoot()
    }
  }
}
