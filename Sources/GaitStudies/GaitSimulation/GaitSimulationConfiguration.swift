import Foundation
import GaitModels
import GaitTensor

/// The settings of the gait-simulation study.
public struct GaitSimulationConfiguration: ModelConfiguration {
  /// Folds of people; each is simulated by generators that have not seen it.
  public var folds = 5
  /// Passes of each fit.
  public var epochs = 200
  /// Steps of a pass.
  public var stepsPerEpoch = 25
  /// Strides of a step.
  public var batchSize = 64
  /// Adam's step size at its height.
  public var learningRate: Scalar = 2e-3
  /// Numbers of the code.
  public var latent = 16
  /// Channels of the convolutions.
  public var width = 48
  /// The weight of the divergence from the prior, once it is fully let in.
  public var beta: Scalar = 0.003
  /// Passes over which the divergence is let in.
  public var warmUpEpochs = 15
  /// The weight of the push-off peak in the loss.
  public var peakWeight: Scalar = 1
  /// Principal components of the linear generator.
  public var components = 30
  /// Strides drawn for each real one.
  public var drawsPerStride = 2
  /// Strides of a person that are used at most, spread evenly over the person's walks.
  public var stridesPerPerson = 24
  /// Trees of the classifiers that judge the strides.
  public var trees = 100

  /// The defaults, ours: the published text names no generator.
  public init() {}

  /// A look at the machinery in less than a minute; its scores mean little.
  mutating func shorten() {
    folds = 2
    epochs = 6
    warmUpEpochs = 3
    stridesPerPerson = 6
    trees = 30
  }

  /// Checks sizes and rates.
  public func validate() throws {
    let name = GaitSimulationStudy.name
    for (key, size) in [
      ("epochs", epochs), ("stepsPerEpoch", stepsPerEpoch), ("batchSize", batchSize),
      ("latent", latent), ("width", width), ("warmUpEpochs", warmUpEpochs),
      ("components", components), ("drawsPerStride", drawsPerStride),
      ("stridesPerPerson", stridesPerPerson), ("trees", trees),
    ] {
      try ConfigurationError.require(
        size > 0, model: name, key: key, expected: "a positive number", found: size)
    }
    try ConfigurationError.require(
      folds > 1, model: name, key: "folds", expected: "at least two", found: folds)
    try ConfigurationError.require(
      learningRate > 0 && learningRate.isFinite, model: name, key: "learningRate",
      expected: "a positive number", found: learningRate)
    for (key, weight) in [("beta", beta), ("peakWeight", peakWeight)] {
      try ConfigurationError.require(
        weight >= 0 && weight.isFinite, model: name, key: key, expected: "a number of at least 0",
        found: weight)
    }
  }
}
