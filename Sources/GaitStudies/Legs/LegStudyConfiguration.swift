import Foundation
import GaitClassic
import GaitData
import GaitModels
import GaitTensor

/// The settings that the studies of legs share.
package protocol LegStudyConfiguration: ModelConfiguration {
  /// Whether a run is cut to its quick form, to see every part of it work.
  var isQuick: Bool { get set }
  /// Cuts what takes long to the quick form's; what is less already stays.
  mutating func makeQuick()
  /// What a run does with a folder of recordings.
  func parts(of data: URL) -> Set<LegStudyPart>
  /// How the Cross-LSTM is explained.
  var explanation: LegExplanationSettings { get }
  /// What the study asks.
  static var question: LegQuestion { get }
  /// The predictors to fit, recommended and yardsticks alike, in the order of the results.
  var members: [LegMember] { get }
  /// The names of the members whose mean is the recommended predictor.
  var ensemble: [String] { get }
  /// The names that an ensemble can be made of.
  var ensembleCandidates: [String] { get }

  /// Rates and filters.
  var preparation: LegPreparation { get }
  /// Whether predictors see everyone as if all legs were as long as the training people's mean one.
  var scalesToLegLength: Bool { get }
  /// Channels of the inertial-like stream, by their names in a leg's motion.
  var motionChannels: [String] { get }
  /// Channels of the muscular stream, by their names in a leg's muscles.
  var muscleChannels: [String] { get }
  /// Frames by which copies of the motion channels are shifted.
  var motionLags: [Int] { get }
  /// The mean vertical force below which a contact is not trained on, N/kg.
  var partialContactNPerKg: Double { get }
  /// The weight of swing frames in training; plate-supported ones have 1.
  var swingWeight: Float { get }
  /// The weight in the loss of the vertical force as a target beside the tasks; 0 leaves it out.
  var forceWeight: Scalar { get }
  /// Frames of a window.
  var windowLength: Int { get }
  /// Frames between windows when predicting.
  var hop: Int { get }
  /// Windows of a batch.
  var batchSize: Int { get }
  /// Steps of an epoch.
  var stepsPerEpoch: Int { get set }
  /// Passes.
  var epochs: Int { get set }
  /// Folds of the comparison of networks; 0 where the study has none.
  var comparisonFolds: Int { get }
  /// What is changed at random in training.
  var augmentation: WindowAugmentation { get }
  /// AdamW's step size at its height.
  var learningRate: Scalar { get }
  /// AdamW's decoupled decay.
  var weightDecay: Scalar { get }
  /// Steps of the linear rise.
  var warmUpSteps: Int { get }
  /// The share of the step size that the cosine ends at.
  var finalRateShare: Double { get }
  /// The norm to which gradients are clipped.
  var gradientNormLimit: Double { get }
  /// The decay of the running average of the weights; 0 uses the last weights.
  var averagingDecay: Scalar { get }
  /// Where the loss turns from squared to absolute, in deviations of the target.
  var huberThreshold: Scalar { get }
  /// The width of the recurrent networks.
  var hidden: Int { get }
  /// The channels of ResNet-50's first stage.
  var residualWidth: Int { get }
  /// Attention heads.
  var heads: Int { get }
  /// Dropout of the networks.
  var dropout: Scalar { get }
  /// The frames, counted from the predicted one, that kernel ridges and boosted trees see.
  var contextFrames: [Int] { get }
  /// The penalty of the kernel ridges.
  var kernelPenalty: Double { get }
  /// The exponent of the radial kernels, in mean squared deviations over the features.
  var kernelWidth: Double { get }
  /// Rounds, step and trees of boosting.
  var boosting: LegBoosting { get }
  /// The penalty of the ridge yardstick.
  var ridgePenalty: Double { get }
}

extension LegStudyConfiguration {
  /// The weight of each target in the loss: the tasks, and the force where it is learned beside them.
  var targetWeights: [Scalar] {
    Self.question.taskNames.map { _ in 1 } + (forceWeight > 0 ? [forceWeight] : [])
  }

  package var ensembleCandidates: [String] {
    members.filter(\.leavesEachPersonOut).map(\.name)
  }

  package var residualWidth: Int { 64 }

  package var scalesToLegLength: Bool { false }

  package func parts(of data: URL) -> Set<LegStudyPart> { [.comparison] }

  package var explanation: LegExplanationSettings { LegExplanationSettings() }

  package var comparisonFolds: Int { 0 }

  /// The frames of a leg that are trained on.
  func trainedFrames(of leg: LegRecording) -> [Int] {
    Self.question.trainedFrames(of: leg, partialContactNPerKg: partialContactNPerKg)
  }
}

extension LegStudyConfiguration {
  /// A radial kernel ridge on channels of a frame and its context.
  func kernelRidge(_ channels: [String], tasks: [String] = []) -> ClassicalRecipe {
    // Squared distances grow with the number of features; the width is told without it.
    let features = Double(max(1, channels.count * contextFrames.count))
    return ClassicalRecipe(
      tasks: tasks, motionChannels: channels, contextFrames: contextFrames,
      learner: .kernelRidge(
        KernelRidge(penalty: kernelPenalty, kernel: .radial(.value(kernelWidth / features)))))
  }

  /// Boosted trees on channels of a frame and its context, with draws of their own.
  func boosted(
    _ channels: [String], stream: UInt64, tasks: [String] = []
  ) -> ClassicalRecipe {
    var options = BoostingOptions()
    options.rounds = boosting.rounds
    options.learningRate = boosting.learningRate
    options.maximumLeaves = boosting.leaves
    options.columnFraction = boosting.columnFraction
    options.penalty = 1
    options.seed = stream
    // Jobs of a run share the cores among themselves.
    options.threads = 1
    return ClassicalRecipe(
      tasks: tasks, motionChannels: channels, contextFrames: contextFrames,
      learner: .boosting(GradientBoostingRegressor(options: options)))
  }
}
