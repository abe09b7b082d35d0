import GaitNN
import GaitTensor

extension STAMMFN {
  /// The labels of one task for a batch of patients; nil for a patient without one.
  public enum TaskLabels: Sendable, Equatable {
    /// Numbers, for scores and real quantities.
    case numbers([Scalar?])
    /// Categories, counted from 0.
    case categories([Int?])
    /// Durations, and whether the patient left before the end.
    case durations([Scalar?], isCensored: [Bool])
  }

  /// The labels by the names of the tasks; a task without an entry is not trained on the batch.
  public typealias Target = [String: TaskLabels]

  /// The objective of the network's tasks, one term each.
  ///
  /// Scores and real quantities have squared errors, categories cross-entropy, positive quantities the
  /// squared error of `rightCensoredError`. The weights are not published; learned ones are the default
  /// (Kendall, Gal, Cipolla 2018).
  ///
  /// - Parameters:
  ///   - configuration: Whose tasks they are.
  ///   - weight: The weight of each term.
  ///   - maximumDuration: Divides the errors of positive quantities; 52 weeks.
  /// - Returns: The objective.
  public static func objective(
    _ configuration: Configuration, weight: TermWeight = .learned(), maximumDuration: Scalar = 52
  ) -> Objective<Output, Target> {
    Objective(
      configuration.tasks.map { task in
        ObjectiveTerm(task.name, weight: weight) { output, target in
          guard let prediction = output[task.name], let labels = target[task.name] else {
            return nil
          }
          return loss(of: task, prediction, labels, maximumDuration)
        }
      })
  }

  private static func loss(
    of task: PredictionTask, _ prediction: Tensor, _ labels: TaskLabels, _ maximum: Scalar
  ) -> Tensor? {
    switch (task.kind, labels) {
    case (.categories, .categories(let classes)):
      return crossEntropy(prediction, classes: classes)
    case (.positiveQuantity, .durations(let values, let isCensored)):
      let (target, known) = known(values)
      return rightCensoredError(
        prediction, target, isCensored: Mask(isCensored, shape: [isCensored.count]),
        maximum: maximum, known: known)
    case (.positiveQuantity, .numbers(let values)):
      let (target, known) = known(values)
      return meanSquaredError(prediction / maximum, target / maximum, known: known)
    case (.boundedScore, .numbers(let values)), (.real, .numbers(let values)):
      let (target, known) = known(values)
      return meanSquaredError(prediction, target, known: known)
    default:
      preconditionFailure("st-ammfn: task \(task.name) of kind \(task.kind) has labels \(labels)")
    }
  }

  private static func known(_ values: [Scalar?]) -> (Tensor, Mask) {
    (Tensor(values.map { $0 ?? 0 }), Mask(values.map { $0 != nil }, shape: [values.count]))
  }
}
