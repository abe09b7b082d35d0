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
    for (task, metric, goal, committed) in [
      ("parkinson", "auc", 0.92, 0.92...0.97), ("gait_speed", "r2", 0.78, 0.77...0.83),
      ("updrs_motor", "r2", 0.33, 0.32...0.42),
    ] {
      for predictor in ["ensemble", "st-ammfn"] {
        Claim(
          paper: "ours", statement: "\(task), \(metric) of \(predictor) is at least \(goal)",
          measured: try figures.mean(predictor, "tasks", task, metric), over: "seeds",
          committed: predictor == "ensemble" ? committed : 0.1...0.97, holdsIn: .atLeast(goal)
        ).check()
      }
    }
  }
}
