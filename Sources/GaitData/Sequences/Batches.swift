/// Batches to train on, epoch by epoch.
///
/// The batches of an epoch are a function of its number alone, so a resumed run sees the same.
public protocol Batches {
  /// What one step is computed from.
  associatedtype Batch

  /// How many steps an epoch takes.
  var stepsPerEpoch: Int { get }

  /// One batch.
  ///
  /// - Parameters:
  ///   - step: Its place in the epoch, in `0..<stepsPerEpoch`.
  ///   - epoch: The epoch, from 0.
  /// - Returns: The batch.
  /// - Throws: Whatever reading the records throws.
  func batch(step: Int, epoch: Int) throws -> Batch
}
