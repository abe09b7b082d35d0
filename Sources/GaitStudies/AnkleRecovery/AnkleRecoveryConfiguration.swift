import GaitModels
import GaitTensor

/// The settings of the ankle-recovery study.
public struct AnkleRecoveryConfiguration: ModelConfiguration {
  /// Whether the study only shows that it works: two folds, few epochs, few trees.
  public var isQuick = false
  /// Folds of people; each is predicted by what has not seen it.
  public var folds = 5
  /// The first folds in which ablations and late fusion are trained too; none for 0.
  public var comparedFolds = 2
  /// The other networks that are trained.
  public var networks = RecoveryModel.otherNetworks.map(\.rawValue)
  /// Networks of different seeds whose predictions are averaged into ST-AMMFN's.
  public var members = 3
  /// Points over a foot's stance at which the insoles' signals are taken.
  public var stancePoints = 24
  /// Passes over the training people.
  public var epochs = 30
  /// People of a step.
  public var batchSize = 24
  /// AdamW's step size at its height.
  public var learningRate: Scalar = 3e-3
  /// AdamW's decoupled decay.
  public var weightDecay: Scalar = 3e-2
  /// The decay of the running average of the weights.
  public var averagingDecay: Scalar = 0.98
  /// The width of ST-AMMFN and of the other networks.
  public var width = 32
  /// Dropout of ST-AMMFN's encoders.
  public var dropout: Scalar = 0.6
  /// What the level's cross-entropy counts beside the error of progress in variances.
  public var levelWeight: Scalar = 0.3
  /// What the duration's error in variances counts.
  public var durationWeight: Scalar = 0.3
  /// The share of visits that a person loses at random in a step of training.
  public var visitDropout = 0.15
  /// The share of a visit's insoles, and of its biomechanics, lost at random in training.
  public var modalityDropout = 0.1
  /// The noise on scaled features in training, in deviations.
  public var noise: Scalar = 0.8
  /// Trees of the forest, and rounds of the boosting.
  public var trees = 200
  /// Resamples of the paired bootstrap over people.
  public var resamples = 2000

  /// The defaults, ours: nothing of it is published.
  public init() {}

  /// Checks sizes, rates and shares.
  public func validate() throws {
    let name = AnkleRecoveryStudy.name
    for (key, size) in [
      ("members", members), ("epochs", epochs),
      ("batchSize", batchSize), ("trees", trees),
    ] {
      try ConfigurationError.require(
        size > 0, model: name, key: key, expected: "a positive number", found: size)
    }
    try ConfigurationError.require(
      folds > 1, model: name, key: "folds", expected: "at least two", found: folds)
    try ConfigurationError.require(
      (0...folds).contains(comparedFolds), model: name, key: "comparedFolds",
      expected: "0 to the \(folds) folds", found: comparedFolds)
    let known = RecoveryModel.otherNetworks.map(\.rawValue)
    try ConfigurationError.require(
      networks.allSatisfy(known.contains), model: name, key: "networks",
      expected: "some of \(known.joined(separator: ", "))", found: networks)
    try ConfigurationError.require(
      stancePoints > 3, model: name, key: "stancePoints", expected: "at least four",
      found: stancePoints)
    try ConfigurationError.require(
      width > 0 && width % 4 == 0, model: name, key: "width", expected: "a multiple of four",
      found: width)
    try ConfigurationError.require(
      resamples >= 10, model: name, key: "resamples", expected: "at least ten", found: resamples)
    try ConfigurationError.require(
      learningRate > 0 && learningRate.isFinite, model: name, key: "learningRate",
      expected: "a positive number", found: learningRate)
    for (key, weight) in [
      ("weightDecay", weightDecay), ("levelWeight", levelWeight),
      ("durationWeight", durationWeight), ("noise", noise),
    ] {
      try ConfigurationError.require(
        weight >= 0 && weight.isFinite, model: name, key: key, expected: "a number of at least 0",
        found: weight)
    }
    for (key, share) in [
      ("visitDropout", visitDropout), ("modalityDropout", modalityDropout),
      ("averagingDecay", Double(averagingDecay)), ("dropout", Double(dropout)),
    ] {
      try ConfigurationError.require(
        share >= 0 && share < 1, model: name, key: key, expected: "a share in 0..<1", found: share)
    }
  }

  /// The same study in a minute: what it gives shows that it works and no more.
  var quick: AnkleRecoveryConfiguration {
    var quick = self
    quick.isQuick = true
    quick.folds = 2
    quick.comparedFolds = 1
    quick.members = 1
    quick.stancePoints = 8
    quick.epochs = min(epochs, 12)
    quick.width = 8
    quick.trees = min(trees, 20)
    quick.resamples = min(resamples, 200)
    return quick
  }
}
