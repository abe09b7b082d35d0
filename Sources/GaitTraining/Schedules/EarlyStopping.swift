/// When a run ends before its last epoch, because the validation score no longer gets better.
public struct EarlyStopping: Sendable, Codable, Equatable {
  /// Epochs without a better score that are borne.
  public var patience: Int
  /// By how much a score must fall to count as better.
  public var minimumImprovement: Double
  /// Whether the weights of the best epoch are put back at the end.
  public var restoresBest: Bool

  /// Stops after `patience` epochs without improvement.
  public init(patience: Int, minimumImprovement: Double = 0, restoresBest: Bool = true) {
    self.patience = patience
    self.minimumImprovement = minimumImprovement
    self.restoresBest = restoresBest
  }
}
