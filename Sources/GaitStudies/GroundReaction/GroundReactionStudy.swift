import Foundation

/// The three-dimensional ground reaction from motion, for people the predictors have not seen.
///
/// The task of Sugiarto et al. 2025, doi:10.1186/s12938-025-01409-3: a 2D-CNN-LSTM against nine other
/// networks, each with and without knee alignment and affected side. The ten are compared on folds
/// of several people; the recommended predictor, the mean of the published network with a kernel
/// ridge and boosted trees, leaves every person out once. No plate signal is an input.
public enum GroundReactionStudy: Study {
  /// `ground-reaction`.
  public static let name = "ground-reaction"
  /// The question in a line.
  public static let summary =
    "3-D ground reaction force from motion, ten networks compared (Sugiarto et al. 2025)"
  /// The components of the force.
  public static let taskNames = LegQuestion.groundReaction.taskNames

  /// Runs the comparison, the leave-one-subject-out evaluation and the final fits.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let study = LegStudyRun<GroundReactionConfiguration>()
    let table = try study.run(request, observe: observe)
    let configuration = try study.configuration(of: request)
    let costs = configuration.members.compactMap(\.network).map { NetworkCost($0, configuration) }
    return table + "\n" + NetworkCost.markdown(costs, configuration)
  }

  /// Scores every predictor of a run on the plate-supported frames of other people.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    try LegStudyRun<GroundReactionConfiguration>().evaluate(run: run, data: data, observe: observe)
  }

  /// Predicts the force under both feet of a trial, as comma-separated text.
  ///
  /// Columns: `time_s`, then `left_vertical_force_N_per_kg` and so on. It is the force that the foot
  /// would have on the ground; in swing it means nothing.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    try LegStudyRun<GroundReactionConfiguration>().predict(run: run, input: input, observe: observe)
  }
}
