import GaitTensor

/// How a network that learned one way of walking is taught another.
///
/// The order of Niu et al. 2025, doi:10.1109/TNSRE.2025.3610281 (level walking, then slopes and stairs
/// with few data); numbers are ours.
public struct TransferSettings: Codable, Sendable, Equatable {
  /// The beginnings, in small letters, of the conditions to learn first.
  public var source = ["level", "straight"]
  /// The beginnings of the conditions of each target; one that the data lack is left out.
  public var targets = [
    "slopes": ["uphill", "downhill"], "stairs": ["upstairs", "downstairs"], "turns": ["turn"],
  ]
  /// The strides of the target that are learned from, each the contact of one leg with a plate.
  public var strides = [0, 1, 2, 5, 10, 20]
  /// Groups of people, each left out once; their target walking is what is scored.
  public var folds = 3
  /// How often everything is drawn and trained anew.
  public var seeds = 3
  /// Epochs on the source, and of the same network on the target strides alone.
  public var epochs = 10
  /// Epochs with both streams frozen, and then with nothing frozen.
  public var frozenEpochs = 3, openEpochs = 3
  /// The step sizes of both.
  public var frozenRate: Scalar = 1e-3, openRate: Scalar = 3e-4
  /// Frames that are kept before and after the contact of a stride.
  public var marginFrames = 30

  /// The defaults.
  public init() {}

  /// Whether a condition is one of a list by its beginning.
  static func isOne(_ condition: String?, of beginnings: [String]) -> Bool {
    guard let condition = condition?.lowercased() else { return false }
    return beginnings.contains { condition.hasPrefix($0) }
  }

  mutating func makeQuick() {
    strides = Array(Set(strides).intersection([0, 2])).sorted()
    folds = min(folds, 2)
    seeds = 1
    epochs = min(epochs, 1)
    frozenEpochs = min(frozenEpochs, 1)
    openEpochs = min(openEpochs, 1)
  }
}
