import Foundation
import GaitData
import GaitModels
import GaitTensor

/// The settings of the joint-moment study.
public struct JointMomentsConfiguration: ModelConfiguration {
  /// Rates and filters.
  public var preparation = LegPreparation()
  /// Channels of the inertial-like stream, by their names in a leg's motion.
  public var motionChannels = Self.defaultMotionChannels
  /// Channels of the muscular stream, by their names in a leg's muscles; each is joined by a channel
  /// that says whether it is in order.
  public var muscleChannels = Self.defaultMuscleChannels
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
  /// The networks to train; the study recommends the Cross-LSTM.
  public var networks = ["cross-lstm", "lstm"]
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

  /// Checks sizes and rates.
  public func validate() throws {
    for (key, size) in [
      ("windowLength", windowLength), ("hop", hop), ("batchSize", batchSize),
      ("stepsPerEpoch", stepsPerEpoch), ("epochs", epochs), ("hidden", hidden), ("heads", heads),
    ] {
      try ConfigurationError.require(
        size > 0, model: JointMomentsStudy.name, key: key, expected: "a positive number",
        found: size)
    }
    try ConfigurationError.require(
      hidden % heads == 0, model: JointMomentsStudy.name, key: "heads",
      expected: "a divisor of hidden, \(hidden)", found: heads)
    try ConfigurationError.require(
      dropout >= 0 && dropout < 1, model: JointMomentsStudy.name, key: "dropout",
      expected: "a rate in 0..<1", found: dropout)
    for network in networks {
      try ConfigurationError.require(
        JointMomentNetwork.Kind(rawValue: network) != nil, model: JointMomentsStudy.name,
        key: "networks",
        expected: JointMomentNetwork.Kind.allCases.map(\.rawValue).joined(separator: " or "),
        found: network)
    }
    try ConfigurationError.require(
      networks.contains(JointMomentsStudy.recommended), model: JointMomentsStudy.name,
      key: "networks", expected: "a list with \(JointMomentsStudy.recommended)", found: networks)
    try ConfigurationError.require(
      !motionChannels.isEmpty && !muscleChannels.isEmpty && !motionLags.isEmpty,
      model: JointMomentsStudy.name, key: "motionChannels",
      expected: "at least one channel of each stream and one lag", found: "none")
    try validateRanges()
  }

  /// Sagittal angles and velocities of both legs, inclinations of their segments, and accelerations
  /// of their joint centres forward and up.
  public static let defaultMotionChannels: [String] = {
    var names: [String] = []
    for leg in ["ipsilateral", "contralateral"] {
      for joint in ["hip", "knee", "ankle"] {
        names += ["\(leg).\(joint).angle", "\(leg).\(joint).velocity"]
      }
      for segment in ["thigh", "shank"] {
        let name = "\(leg).\(segment)"
        names += ["\(name).inclinationForward", "\(name).inclinationRateForward"]
      }
      names += ["\(leg).foot.pitch", "\(leg).foot.pitchRate"]
      for joint in ["hip", "knee", "ankle"] {
        let name = "\(leg).\(joint)Centre"
        names += ["\(name).accelerationForward", "\(name).accelerationUp"]
      }
    }
    return names + ["pelvis.accelerationForward", "pelvis.accelerationUp"]
  }()

  /// Four muscles of each leg.
  public static let defaultMuscleChannels: [String] = {
    let muscles = ["rectusFemoris", "hamstrings", "gastrocnemius", "tibialisAnterior"]
    return ["ipsilateral", "contralateral"].flatMap { leg in muscles.map { "\(leg).\($0)" } }
  }()

  var kinds: [JointMomentNetwork.Kind] {
    JointMomentNetwork.Kind.allCases.filter { networks.contains($0.rawValue) }
  }

  /// The weight of each target in the loss: the moments, and the force where it is learned.
  var targetWeights: [Scalar] {
    [1, 1, 1] + (forceWeight > 0 ? [forceWeight] : [])
  }

  /// What the ridge yardstick sees: plain angles, velocities and EMG of the leg itself.
  static let ridgeChannels = ["hip", "knee", "ankle"].flatMap {
    ["ipsilateral.\($0).angle", "ipsilateral.\($0).velocity"]
  }
}
