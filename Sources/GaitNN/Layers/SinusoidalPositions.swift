import Foundation
import GaitTensor

/// Sines and cosines of falling frequency that tell a transformer where each step stands.
///
/// Column 2i is `sin(t / 10000^(2i / width))`, column 2i + 1 the cosine. Source: Vaswani et al. 2017,
/// doi:10.48550/arXiv.1706.03762.
public struct SinusoidalPositions: Sendable {
  /// The table [time, width].
  public let table: Tensor

  /// The table of a number of steps.
  ///
  /// - Precondition: An even width.
  public init(time: Int, width: Int) {
    precondition(width % 2 == 0, "SinusoidalPositions: odd width \(width)")
    let values = (0..<time).flatMap { step in
      (0..<width / 2).flatMap { pair -> [Scalar] in
        let rate = exp(-log(10_000.0) * Double(2 * pair) / Double(width))
        return [Scalar(sin(Double(step) * rate)), Scalar(cos(Double(step) * rate))]
      }
    }
    table = Tensor(values, shape: [time, width])
  }

  /// x [batch, time, width] plus the rows of the table, from the first on.
  ///
  /// - Precondition: No more steps than the table has.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    precondition(
      x.shape.rank == 3 && x.shape[1] <= table.shape[0] && x.shape[2] == table.shape[1],
      "SinusoidalPositions: input \(x.shape), table \(table.shape)")
    return x + table.sliced(axis: 0, 0..<x.shape[1])
  }
}
