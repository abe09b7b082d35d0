import GaitClassic
import GaitTensor

/// One predictor of a study of legs: its name in results and files, and how it is made.
package struct LegMember: Sendable {
  /// How a member is fitted.
  enum Recipe: Sendable {
    case network(LegNetwork.Kind)
    /// Parts that answer for tasks of their own.
    case classical([ClassicalRecipe])
  }

  package let name: String
  let recipe: Recipe
  /// Whether every person is left out once for it, as the recommended predictor needs.
  var leavesEachPersonOut = true
  /// Whether it is compared with other networks on fewer folds of several people.
  package var isCompared = false

  /// A network, named as its kind is.
  init(_ kind: LegNetwork.Kind) {
    name = kind.name
    recipe = .network(kind)
  }

  /// A classical learner.
  init(_ name: String, _ recipe: ClassicalRecipe...) {
    self.name = name
    self.recipe = .classical(recipe)
  }

  /// The name of the mean over a study's ensemble.
  static let ensembleName = "ensemble"

  /// The network's kind, where it is one.
  var network: LegNetwork.Kind? {
    if case .network(let kind) = recipe { kind } else { nil }
  }
}

/// A classical learner on the channels of a frame and of the frames around it.
package struct ClassicalRecipe: Sendable {
  /// Which learner.
  enum Learner: Sendable {
    case ridge(Ridge)
    case kernelRidge(KernelRidge)
    case boosting(GradientBoostingRegressor)
  }

  /// The tasks it answers for; all of the question's where empty.
  var tasks: [String] = []
  /// Channels of the motion.
  var motionChannels: [String]
  /// Channels of the muscles.
  var muscleChannels: [String] = []
  /// The frames, counted from the predicted one, whose channels are features.
  var contextFrames = [0]
  var learner: Learner
}
