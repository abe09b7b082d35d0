import Foundation

/// Hip, knee and ankle flexion moments from motion and EMG, for people the predictors have not seen.
///
/// The task of Niu et al. 2025, doi:10.1109/TNSRE.2025.3610281, on optical recordings: the inertial
/// stream is derived from the recorded motion, not from worn sensors. Every person is left out once;
/// then one predictor of each kind is fitted to all. Recommended is the mean of the Cross-LSTM with
/// kernel ridges and boosted trees.
public enum JointMomentsStudy: Study {
  /// `joint-moments`.
  public static let name = "joint-moments"
  /// The question in a line.
  public static let summary =
    "hip, knee and ankle flexion moments from motion and EMG (Niu et al. 2025)"
  /// The tasks in anatomical order.
  public static let taskNames = LegQuestion.jointMoments.taskNames

  /// Runs the leave-one-subject-out comparison and the final fit.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    try LegStudyRun<JointMomentsConfiguration>().run(request, observe: observe)
  }

  /// Scores every predictor of a run on the plate-supported frames of other people.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    try LegStudyRun<JointMomentsConfiguration>().evaluate(run: run, data: data, observe: observe)
  }

  /// Predicts the moments of both legs of a trial, as comma-separated text.
  ///
  /// Columns: `time_s`, then `left_hip_flexion_moment_Nm_per_kg` and so on; a cell is blank where
  /// nothing can be predicted.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    try LegStudyRun<JointMomentsConfiguration>().predict(run: run, input: input, observe: observe)
  }
}
