import GaitStudies
import XCTest

/// ST-AMMFN's encoders on real insoles: 118 people, every one kept out once.
///
/// The question is ours, with labels that PhysioNet's recordings have.
final class InsoleSeverityBenchmarks: XCTestCase {
  func testSeverityOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("gaitpdb")
    let runs = try BenchmarkRuns(of: InsoleSeverityStudy.self, data: data, label: "insole-severity")
    let figures = try StudyFigures(runs)
    print(Claim.head)
    for (task, metric, goal, ensemble, network) in [
      ("parkinson", "auc", 0.92, 0.915...0.955, 0.85...0.94),
      ("gait_speed", "r2", 0.78, 0.785...0.81, 0.73...0.78),
      ("updrs_motor", "r2", 0.33, 0.345...0.41, 0.2...0.35),
    ] {
      for (predictor, committed) in [("ensemble", ensemble), ("st-ammfn", network)] {
        Claim(
          paper: "ours", statement: "\(task), \(metric) of \(predictor) is at least \(goal)",
          measured: try figures.mean(predictor, "tasks", task, metric), over: "seeds",
          committed: committed, holdsIn: .atLeast(goal)
        ).assertCommitted()
      }
    }
  }
}
