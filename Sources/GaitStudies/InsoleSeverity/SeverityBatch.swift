import GaitData
import GaitKernels
import GaitTensor

/// People as a network sees them, scaled.
struct SeverityBatch {
  /// Age, sex, height and mass stand last among the features.
  static let demographicCount = 4

  /// All features [people, feature].
  let features: Tensor
  /// Curves over the gait cycle [people, phase, channel].
  let curves: Tensor
  /// Answers by task and person, quantities scaled; nil where unknown.
  let targets: [[Scalar?]]

  /// The features of the walk alone [people, feature].
  var walk: Tensor {
    features.sliced(axis: 1, 0..<features.shape[1] - Self.demographicCount)
  }

  /// The demographic features alone [people, feature].
  var demographics: Tensor {
    features.sliced(axis: 1, features.shape[1] - Self.demographicCount..<features.shape[1])
  }
}

/// The same people in every step, under noise drawn anew.
struct SeverityBatches: Batches {
  let people: SeverityBatch
  let noise: Scalar
  let stepsPerEpoch: Int
  let seed: UInt64

  func batch(step: Int, epoch: Int) -> SeverityBatch {
    guard noise > 0 else { return people }
    var random = RandomSource(seed: seed &+ UInt64(epoch * stepsPerEpoch + step) &* 0x9E37_79B9)
    return SeverityBatch(
      features: people.features + Tensor.normal(people.features.shape, using: &random) * noise,
      curves: people.curves + Tensor.normal(people.curves.shape, using: &random) * noise,
      targets: people.targets)
  }
}
