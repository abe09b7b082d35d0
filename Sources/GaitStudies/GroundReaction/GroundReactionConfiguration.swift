import Foundation
import GaitClassic
import GaitData
import GaitModels
import GaitTensor

/// The settings of the ground-reaction study.
public struct GroundReactionConfiguration: LegStudyConfiguration {
  /// Whether a run is cut to three networks, in the comparison as in the ensemble, one epoch of ten
  /// steps and 20 rounds of boosting on single frames, to see every part of it work.
  ///
  /// The scores then say nothing.
  public var isQuick = false
  /// Rates and filters.
  public var preparation = LegPreparation()
  /// Whether everyone is seen as if their legs were as long as the training people's mean one: moments
  /// over leg length, velocities and times over its square root (Hof 1996,
  /// doi:10.1016/0966-6362(95)01057-2).
  public var scalesToLegLength = true
  /// Channels that the networks see, by their names in a leg's motion.
  public var motionChannels = LegChannels.spatial
  /// Channels of muscles that the networks see beside the motion; none by default, for on the
  /// recordings at hand half of the electrodes are dead and EMG brought nothing.
  public var muscleChannels: [String] = []
  /// Frames by which copies of the motion channels are shifted; 0 is the frame itself.
  public var motionLags = [0]
  /// The mean vertical force below which a contact is not trained on, N/kg.
  ///
  /// Such contacts are partial, half beside the plate, and their force too small. They are still
  /// scored.
  public var partialContactNPerKg = 6.0
  /// Frames of a window.
  public var windowLength = 64
  /// Frames between windows when predicting.
  public var hop = 16
  /// Windows of a batch.
  public var batchSize = 16
  /// Steps of an epoch.
  public var stepsPerEpoch = 25
  /// Passes.
  public var epochs = 6
  /// What is changed at random in training.
  public var augmentation: WindowAugmentation = Self.gentle
  /// AdamW's step size at its height.
  public var learningRate: Scalar = 2e-3
  /// AdamW's decoupled decay.
  public var weightDecay: Scalar = 1e-2
  /// Steps of the linear rise.
  public var warmUpSteps = 15
  /// The share of the step size that the cosine ends at.
  public var finalRateShare = 0.02
  /// The norm to which gradients are clipped.
  public var gradientNormLimit = 1.0
  /// The decay of the running average of the weights; 0 uses the last weights.
  public var averagingDecay: Scalar = 0
  /// Where the loss turns from squared to absolute, in deviations of the target.
  public var huberThreshold: Scalar = 1
  /// The width of the recurrent layers.
  public var hidden = 48
  /// The channels of ResNet-50's first stage: 64 as published, fewer for small data.
  ///
  /// With 64 it has 23 million parameters, a hundred times as many as there are numbers to learn from.
  public var residualWidth = 16
  /// Dropout of the networks that have any.
  public var dropout: Scalar = 0.3
  /// The networks to compare, by their names in the catalog.
  public var networks = Self.architectures.map(\.rawValue)
  /// Folds of several people on which the networks are compared.
  public var comparisonFolds = 3
  /// The members whose mean is the recommended predictor, whether they are compared or not.
  public var ensemble = ["cnn2d-lstm-person", "inception", "kernel-ridge", "boosting"]
  /// The frames, counted from the predicted one, that kernel ridges and boosted trees see.
  public var contextFrames = [-12, -8, -4, 0, 4, 8, 12]
  /// The penalty of the kernel ridges.
  public var kernelPenalty = 0.05
  /// The exponent of the radial kernels, in mean squared deviations over the features.
  public var kernelWidth = 0.5
  /// Rounds, step and trees of boosting.
  public var boosting = LegBoosting.defaults
  /// The penalty of the ridge yardstick.
  public var ridgePenalty = 10.0

  /// The defaults, ours; `Docs/Validation.md` says what they reach.
  public init() {}

  /// Settings with which a run takes less than a minute, to see that everything works.
  public static var quick: GroundReactionConfiguration {
    var configuration = GroundReactionConfiguration()
    configuration.isQuick = true
    configuration.makeQuick()
    return configuration
  }

  package mutating func makeQuick() {
    let few = networks.filter { ["cnn2d-lstm", "ffn", "lstm"].contains($0) }
    networks = few.isEmpty ? Array(networks.prefix(1)) : few
    // The ensemble's other networks would be fitted once for each person.
    let left = Self.kinds.filter { !networks.contains($0.architecture.rawValue) }.map(\.name)
    let kept = ensemble.filter { !left.contains($0) }
    ensemble = kept.isEmpty ? ensemble : kept
    epochs = min(epochs, 1)
    stepsPerEpoch = min(stepsPerEpoch, 10)
    batchSize = min(batchSize, 8)
    comparisonFolds = min(comparisonFolds, 2)
    hop = max(hop, windowLength / 2)
    warmUpSteps = min(warmUpSteps, 2)
    contextFrames = [0]
    boosting.rounds = min(boosting.rounds, 20)
  }

  /// Checks sizes, rates and names.
  public func validate() throws {
    try validateSizes()
    let known = Self.architectures.map(\.rawValue)
    for network in networks {
      try ConfigurationError.require(
        known.contains(network), model: GroundReactionStudy.name, key: "networks",
        expected: known.joined(separator: " or "), found: network)
    }
    try ConfigurationError.requirePositive(
      [("residualWidth", residualWidth)], model: GroundReactionStudy.name)
    try validateChannels()
    try ConfigurationError.require(
      comparisonFolds >= 2, model: GroundReactionStudy.name, key: "comparisonFolds",
      expected: "at least 2", found: comparisonFolds)
    try ConfigurationError.require(
      motionChannels.count * motionLags.count + 2 * muscleChannels.count >= 4,
      model: GroundReactionStudy.name, key: "motionChannels",
      expected: "at least 4 channels with their copies, which convolutions pool by four",
      found: motionChannels.count * motionLags.count + 2 * muscleChannels.count)
    try validateEnsemble()
    try validateRanges()
  }

  /// No stream is left out at random: the person's features are few.
  private static var gentle: WindowAugmentation {
    var augmentation = WindowAugmentation()
    augmentation.streamDropout = 0
    return augmentation
  }
}

extension GroundReactionConfiguration {
  package static let question = LegQuestion.groundReaction

  private static let architectures: [LegNetwork.Architecture] = [
    .planeLSTM, .feedForward, .lstm, .bidirectionalLSTM, .convolution, .plane, .convolutionLSTM,
    .transformer, .inception, .residual,
  ]

  /// Every network, with and without the person, the slowest first, so that no core is left alone
  /// with it at the end.
  private static let kinds = architectures.reversed().flatMap { architecture in
    [
      LegNetwork.Kind(architecture: architecture),
      LegNetwork.Kind(architecture: architecture, personChannels: LegRecording.personChannelNames),
    ]
  }

  package var members: [LegMember] {
    Self.kinds.compactMap { kind in
      var member = LegMember(kind)
      member.isCompared = networks.contains(kind.architecture.rawValue)
      let isPublished =
        member.isCompared && kind.architecture == .planeLSTM && !kind.personChannels.isEmpty
      member.leavesEachPersonOut = isPublished || ensemble.contains(kind.name)
      return member.isCompared || member.leavesEachPersonOut ? member : nil
    } + classicalMembers
  }

  /// Any network may join, compared or not.
  package var ensembleCandidates: [String] {
    Self.kinds.map(\.name) + classicalMembers.map(\.name)
  }

  private var classicalMembers: [LegMember] {
    let posture = LegChannels.inertial + LegChannels.posture
    let sideways = posture + LegChannels.frontal
    let plain = ["vertical", "anterior_posterior"]
    return [
      LegMember(
        "kernel-ridge", kernelRidge(posture, tasks: plain),
        kernelRidge(sideways, tasks: ["medial_lateral"])),
      LegMember(
        "boosting", boosted(posture, stream: 1, tasks: plain),
        boosted(sideways, stream: 2, tasks: ["medial_lateral"])),
      LegMember(
        "ridge",
        ClassicalRecipe(
          motionChannels: LegChannels.ownAngles, learner: .ridge(Ridge(penalty: ridgePenalty)))),
    ]
  }

  /// Nothing is known of the force on a foot that is on no plate; swing is not trained on.
  package var swingWeight: Float { 0 }
  /// The vertical force is a task, and needs no place beside the tasks.
  package var forceWeight: Scalar { 0 }
  package var heads: Int { 1 }
}
