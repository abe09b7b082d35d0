import Foundation
import GaitClassic
import GaitData
import GaitModels
import GaitTensor

/// The settings of the joint-moment study.
public struct JointMomentsConfiguration: LegStudyConfiguration {
  /// Whether training is cut to two epochs of five steps and 20 rounds of boosting on single frames,
  /// to see every part of a run work.
  ///
  /// The scores then say nothing.
  public var isQuick = false
  /// What a run does: `comparison`, `interpretation`, `transfer`; where empty, transfer alone on the
  /// synthetic walking cohort, whose walks are many, and the first two on other recordings.
  public var parts: [String] = []
  /// How the Cross-LSTM is explained.
  public var explanation = LegExplanationSettings()
  /// How the Cross-LSTM is taken from one way of walking to another.
  public var transfer = TransferSettings()
  /// Rates and filters.
  public var preparation = LegPreparation()
  /// Whether everyone is seen as if their legs were as long as the training people's mean one: moments
  /// over leg length, velocities and times over its square root (Hof 1996,
  /// doi:10.1016/0966-6362(95)01057-2).
  public var scalesToLegLength = true
  /// Channels of the inertial-like stream, by their names in a leg's motion.
  public var motionChannels = LegChannels.inertial
  /// Channels of the muscular stream, by their names in a leg's muscles; each is joined by a channel
  /// that says whether it is in order.
  public var muscleChannels = LegChannels.muscles
  /// Frames by which copies of the motion channels are shifted; 0 is the frame itself.
  public var motionLags = [-15, 0, 15]
  /// The mean vertical force below which a contact is not trained on, N/kg.
  ///
  /// Such contacts are partial, half beside the plate, and their moments wrong. They are still scored.
  public var partialContactNPerKg = 6.0
  /// The weight of swing frames in training; plate-supported ones have 1.
  public var swingWeight: Float = 0.2
  /// Frames of a window.
  public var windowLength = 64
  /// Frames between windows when predicting.
  public var hop = 10
  /// Windows of a batch.
  public var batchSize = 16
  /// Steps of an epoch.
  public var stepsPerEpoch = 25
  /// Passes.
  public var epochs = 10
  /// What is changed at random in training.
  public var augmentation = WindowAugmentation()
  /// AdamW's step size at its height.
  public var learningRate: Scalar = 3e-3
  /// AdamW's decoupled decay.
  public var weightDecay: Scalar = 1e-2
  /// Steps of the linear rise.
  public var warmUpSteps = 20
  /// The share of the step size that the cosine ends at.
  public var finalRateShare = 0.02
  /// The norm to which gradients are clipped.
  public var gradientNormLimit = 1.0
  /// The decay of the running average of the weights; 0 uses the last weights.
  public var averagingDecay: Scalar = 0
  /// The networks to train, by their names in the catalog: `cross-lstm`, `lstm` or `tcn`.
  public var networks = ["cross-lstm", "lstm"]
  /// The members whose mean is the recommended predictor.
  public var ensemble = [
    "cross-lstm", "kernel-ridge", "kernel-ridge-posture", "boosting", "boosting-posture",
  ]
  /// The frames, counted from the predicted one, that kernel ridges and boosted trees see.
  public var contextFrames = [-20, -10, -4, 0, 4, 10, 20]
  /// The penalty of the kernel ridges.
  public var kernelPenalty = 0.1
  /// The exponent of the radial kernels, in mean squared deviations over the features.
  public var kernelWidth = 0.5
  /// Rounds, step and trees of boosting.
  public var boosting = LegBoosting.defaults
  /// How much the vertical ground reaction counts as a fourth target beside the moments.
  ///
  /// It teaches when the foot is loaded, and is not an input. 0 leaves it out.
  public var forceWeight: Scalar = 1
  /// Where the loss turns from squared to absolute, in deviations of the target.
  public var huberThreshold: Scalar = 1
  /// The width of both networks.
  public var hidden = 48
  /// Attention heads of the Cross-LSTM.
  public var heads = 4
  /// Dropout of both networks.
  public var dropout: Scalar = 0.3
  /// The penalty of the ridge yardstick.
  public var ridgePenalty = 10.0

  /// The defaults, ours; `Docs/Validation.md` says how they were chosen.
  public init() {}

  package mutating func makeQuick() {
    epochs = min(epochs, 2)
    stepsPerEpoch = min(stepsPerEpoch, 5)
    boosting.rounds = min(boosting.rounds, 20)
    contextFrames = [0]
    hop = max(hop, windowLength / 2)
    explanation.integrationSteps = min(explanation.integrationSteps, 8)
    explanation.permutations = 1
    transfer.makeQuick()
  }

  package func parts(of data: URL) -> Set<LegStudyPart> {
    guard parts.isEmpty else { return Set(parts.compactMap(LegStudyPart.init)) }
    let isCohort = (try? CohortManifest(folder: data))?.kind == .walking
    return isCohort ? [.transfer] : [.comparison, .interpretation]
  }

  /// Checks sizes and rates.
  public func validate() throws {
    try validateSizes()
    for network in networks {
      try ConfigurationError.require(
        Self.architectures.map(\.rawValue).contains(network), model: JointMomentsStudy.name,
        key: "networks", expected: Self.architectures.map(\.rawValue).joined(separator: " or "),
        found: network)
    }
    try ConfigurationError.require(
      !networks.contains(LegNetwork.Architecture.crossLSTM.rawValue) || !muscleChannels.isEmpty,
      model: JointMomentsStudy.name, key: "muscleChannels",
      expected: "at least one for the second stream of cross-lstm", found: "none")
    try validateChannels()
    try validateEnsemble()
    try validateRanges()
    try validateParts()
  }

  private func validateParts() throws {
    func require<Value>(_ condition: Bool, _ key: String, _ expected: String, _ found: Value) throws
    {
      try ConfigurationError.require(
        condition, model: JointMomentsStudy.name, key: key, expected: expected, found: found)
    }
    let known = LegStudyPart.allCases.map(\.rawValue)
    for part in parts {
      try require(known.contains(part), "parts", known.joined(separator: " or "), part)
    }
    try require(
      networks.contains(LegNetwork.Architecture.crossLSTM.rawValue)
        || !parts.contains { $0 != LegStudyPart.comparison.rawValue }, "parts",
      "comparison alone without cross-lstm among the networks", parts)
    try ConfigurationError.requirePositive(
      [
        ("explanation.integrationSteps", explanation.integrationSteps),
        ("explanation.permutations", explanation.permutations),
        ("explanation.phaseBins", explanation.phaseBins), ("transfer.seeds", transfer.seeds),
        ("transfer.epochs", transfer.epochs),
      ], model: JointMomentsStudy.name)
    try require(transfer.folds >= 2, "transfer.folds", "at least 2", transfer.folds)
    try require(
      transfer.strides.allSatisfy { $0 >= 0 }, "transfer.strides", "numbers of at least 0",
      transfer.strides)
    try require(
      transfer.frozenEpochs >= 0 && transfer.openEpochs >= 0, "transfer.frozenEpochs",
      "numbers of at least 0", transfer.frozenEpochs)
    try require(
      transfer.marginFrames >= 0, "transfer.marginFrames", "a number of at least 0",
      transfer.marginFrames)
    for (key, rate) in [
      ("transfer.frozenRate", transfer.frozenRate), ("transfer.openRate", transfer.openRate),
    ] { try require(rate > 0 && rate.isFinite, key, "a positive number", rate) }
    try require(
      explanation.completenessTolerance > 0, "explanation.completenessTolerance",
      "a positive number", explanation.completenessTolerance)
  }
}

extension JointMomentsConfiguration {
  private static let architectures: [LegNetwork.Architecture] = [
    .crossLSTM, .lstm, .temporalConvolution,
  ]

  package static let question = LegQuestion.jointMoments

  package var members: [LegMember] {
    let kinds = Self.architectures.filter { networks.contains($0.rawValue) }
    let posture = LegChannels.inertial + LegChannels.posture
    return kinds.map { LegMember(LegNetwork.Kind(architecture: $0)) } + [
      LegMember("kernel-ridge", kernelRidge(LegChannels.inertial)),
      LegMember("kernel-ridge-posture", kernelRidge(posture)),
      LegMember("boosting", boosted(LegChannels.inertial, stream: 1)),
      LegMember("boosting-posture", boosted(posture, stream: 2)),
      LegMember(
        "ridge",
        ClassicalRecipe(
          motionChannels: LegChannels.ownAngles,
          muscleChannels: muscleChannels.filter { $0.hasPrefix("ipsilateral.") },
          learner: .ridge(Ridge(penalty: ridgePenalty)))),
    ]
  }
}
