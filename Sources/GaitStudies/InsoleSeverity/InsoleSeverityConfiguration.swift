import GaitModels
import GaitTensor

/// The settings of the insole-severity study.
public struct InsoleSeverityConfiguration: ModelConfiguration {
  /// How strongly the classical learners of one task are held back.
  public struct TaskSettings: Codable, Sendable, Equatable {
    /// The ridge penalty on the features, divided by their number.
    public var linearPenalty: Double
    /// The ridge penalty on the curves, divided by their number.
    public var curvePenalty: Double
    /// The penalty of kernel ridge regression.
    public var kernelPenalty: Double
    /// The sharpness (gamma) of its kernel, times the number of features.
    public var kernelSharpness: Double
    /// The predictors whose mean the ensemble is.
    public var ensemble: [String]
  }

  /// Whether training is cut to a few steps, to see every part of a run work in seconds.
  ///
  /// Then there is one seed, and `epochs`, `stepsPerEpoch` and the trees are few.
  public var isQuick = false
  /// The load above which a foot is on the ground, in body weights.
  public var contactShare = 0.04
  /// The length of the recording that is looked at, s.
  public var windowS = 10.0
  /// Phases of a gait cycle.
  public var phases = 50
  /// Where scaled inputs are cut off, in deviations.
  public var outlierLimit = 2.5
  /// Folds of people, balanced by study and group.
  public var folds = 5
  /// Folds inside the training people, for calibration.
  public var innerFolds = 3
  /// Networks of each kind that are averaged, each with draws of its own.
  public var seeds = 3
  /// Learners and ensemble of `parkinson`.
  public var parkinson = TaskSettings(
    linearPenalty: 1, curvePenalty: 0.7, kernelPenalty: 0.3, kernelSharpness: 0.2,
    ensemble: ["linear", "kernel", "curves", "mlp", "st-ammfn"])
  /// Learners and ensemble of `gait_speed`.
  public var gaitSpeed = TaskSettings(
    linearPenalty: 0.5, curvePenalty: 0.3, kernelPenalty: 0.1, kernelSharpness: 0.2,
    ensemble: ["linear", "kernel", "support-vectors", "st-ammfn"])
  /// Learners and ensemble of `updrs_motor`.
  public var updrsMotor = TaskSettings(
    linearPenalty: 1, curvePenalty: 0.7, kernelPenalty: 0.3, kernelSharpness: 0.4,
    ensemble: ["kernel", "curves", "mlp", "st-ammfn"])
  /// The inverse strength of the penalty of logistic regression.
  public var logisticCost = 0.03
  /// The cost of errors beyond the margin of support vectors.
  public var supportCost = 1.5
  /// The margin of support vectors, in deviations of the target.
  public var supportMargin = 0.1
  /// The sharpness (gamma) of their kernel, times the number of features.
  public var supportSharpness = 0.4
  /// Trees of the forest.
  public var treeCount = 200
  /// Rounds of boosting.
  public var boostingRounds = 150
  /// Passes of the networks.
  public var epochs = 10
  /// Steps of a pass; each sees all training people.
  public var stepsPerEpoch = 15
  /// The width of ST-AMMFN.
  public var width = 32
  /// Dropout of the networks.
  public var dropout: Scalar = 0.6
  /// The deviation of the noise on every input, in deviations of the input.
  public var noise: Scalar = 0.5
  /// AdamW's step size at its height.
  public var learningRate: Scalar = 3e-3
  /// AdamW's decoupled decay.
  public var weightDecay: Scalar = 0.1
  /// Steps of the linear rise.
  public var warmUpSteps = 10
  /// The norm to which gradients are clipped.
  public var gradientNormLimit = 1.0

  /// The defaults, ours; `Docs/Validation.md` says how they were chosen.
  public init() {}

  /// The settings of a task.
  public func settings(_ task: SeverityTask) -> TaskSettings {
    switch task {
    case .parkinson: parkinson
    case .gaitSpeed: gaitSpeed
    case .updrsMotor: updrsMotor
    }
  }

  /// The same with training cut short.
  var shortened: InsoleSeverityConfiguration {
    var short = self
    short.isQuick = true
    short.seeds = 1
    short.innerFolds = 2
    short.epochs = min(epochs, 2)
    short.stepsPerEpoch = min(stepsPerEpoch, 10)
    short.treeCount = min(treeCount, 20)
    short.boostingRounds = min(boostingRounds, 30)
    return short
  }
}
