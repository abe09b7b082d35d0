import GaitClassic
import GaitData
import GaitModels
import GaitTensor

/// The settings of the hip-moment study.
///
/// All networks see the same windows and take the same number of steps of the same size; none is
/// tuned on its own.
public struct HipMomentConfiguration: LegStudyConfiguration {
  /// Whether the run is cut to one seed and a few steps, to see every part of it work.
  ///
  /// The scores then say nothing.
  public var isQuick = false
  /// Rates and filters.
  public var preparation = LegPreparation()
  /// Channels of motion, by their names in a leg's motion: angles, and what accelerometers and
  /// gyroscopes could give.
  public var motionChannels = LegChannels.inertial
  /// Channels of muscles, by their names in a leg's muscles; each is joined by a channel that says
  /// whether it is in order.
  public var muscleChannels = LegChannels.muscles.filter { $0.hasPrefix("ipsilateral.") }
  /// The mean vertical force below which a contact is not trained on, N/kg.
  ///
  /// Such contacts are partial, half beside the plate, and their moments wrong. They are still
  /// scored.
  public var partialContactNPerKg = 6.0
  /// How often a swing frame is drawn in training where a plate-supported one is drawn once.
  public var swingWeight: Float = 0.1
  /// Frames of a window.
  public var windowLength = 30
  /// Frames of a window behind the one that is predicted: 0 predicts at the window's end, as a
  /// device that acts at once must.
  public var delayFrames = 0
  /// Frames between windows when predicting; between them run straight lines.
  public var hop = 2
  /// Windows of a batch.
  public var batchSize = 16
  /// Steps of an epoch on several people.
  public var stepsPerEpoch = 25
  /// Steps of an epoch on a part of one person's walking.
  public var stepsPerEpochWithin = 8
  /// Passes.
  public var epochs = 8
  /// Networks of each kind, which differ in their draws.
  public var seeds = 3
  /// Folds of the people; with as many people or fewer, everyone is left out alone.
  public var maximumFolds = 9
  /// Parts that a person's trials are dealt into; each is predicted by networks of the other parts.
  public var parts = 2
  /// How many people the within-subject protocol takes, the first by name.
  public var peopleWithin = 12
  /// What is changed at random in training.
  public var augmentation = WindowAugmentation()
  /// AdamW's step size at its height.
  public var learningRate: Scalar = 3e-3
  /// AdamW's decoupled decay.
  public var weightDecay: Scalar = 1e-2
  /// Steps of the linear rise.
  public var warmUpSteps = 10
  /// The share of the step size that the cosine ends at.
  public var finalRateShare = 0.02
  /// The norm to which gradients are clipped.
  public var gradientNormLimit = 1.0
  /// The decay of the running average of the weights; 0 uses the last weights.
  public var averagingDecay: Scalar = 0
  /// Where the loss turns from squared to absolute, in deviations of the moment.
  public var huberThreshold: Scalar = 1
  /// The weight of the autoencoder's reconstruction in the loss.
  public var reconstructionWeight: Scalar = 0.1
  /// The width of the recurrent layers and of the TCN.
  public var hidden = 64
  /// Channels of the autoencoder's code.
  public var latent = 32
  /// Dropout of the networks that have any.
  public var dropout: Scalar = 0.2
  /// The networks, by name; `lstam` is needed.
  public var networks = HipNetwork.Kind.allCases.map(\.rawValue)
  /// The members whose mean is the recommended predictor.
  public var ensemble = ["lstam", "kernel-ridge", "boosting"]
  /// The frames, counted from the predicted one, that kernel ridges and boosted trees see.
  public var contextFrames = [-20, -15, -10, -5, 0]
  /// The penalty of the kernel ridge.
  public var kernelPenalty = 0.3
  /// The exponent of the radial kernel, in mean squared deviations over the features.
  public var kernelWidth = 0.5
  /// Rounds, step and trees of boosting.
  public var boosting = LegBoosting.defaults
  /// The penalty of the ridge yardstick.
  public var ridgePenalty = 10.0

  /// The defaults, ours; `Docs/Validation.md` says what they reach.
  public init() {}

  /// The same with training cut short.
  package mutating func makeQuick() {
    isQuick = true
    seeds = 1
    epochs = min(epochs, 2)
    stepsPerEpoch = min(stepsPerEpoch, 4)
    stepsPerEpochWithin = min(stepsPerEpochWithin, 2)
    maximumFolds = min(maximumFolds, 3)
    peopleWithin = min(peopleWithin, 2)
    hop = max(hop, 6)
    boosting.rounds = min(boosting.rounds, 20)
  }
}

extension HipMomentConfiguration {
  package static let question = LegQuestion.hipMoment

  /// The classical yardsticks; the networks are of their own kind.
  package var members: [LegMember] {
    [
      LegMember("kernel-ridge", kernelRidge(motionChannels)),
      LegMember("boosting", boosted(motionChannels, stream: 1)),
      LegMember(
        "ridge",
        ClassicalRecipe(
          motionChannels: LegChannels.ownAngles, muscleChannels: muscleChannels,
          learner: .ridge(Ridge(penalty: ridgePenalty)))),
    ]
  }

  /// A window of its own holds what came before.
  package var motionLags: [Int] { [0] }
  /// The moment alone is learned.
  package var forceWeight: Scalar { 0 }
  package var heads: Int { 1 }

  /// The networks to train.
  var kinds: [HipNetwork.Kind] {
    HipNetwork.Kind.allCases.filter { networks.contains($0.rawValue) }
  }

  /// The place of the predicted frame in a window.
  var predictedStep: Int { windowLength - 1 - delayFrames }

  /// The predictor that `tasks` of an evaluation holds.
  var recommended: String { ensemble.count == 1 ? ensemble[0] : LegMember.ensembleName }
}
