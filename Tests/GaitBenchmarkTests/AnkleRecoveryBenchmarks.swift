import GaitData
import GaitStudies
import XCTest

/// The questions of Zhang, Meng, Jiang 2025 on the simulated ankle cohort: nobody was measured, so no
/// figure stands beside the paper's.
final class AnkleRecoveryBenchmarks: XCTestCase {
  func testRecoveryOfSimulatedPeopleKeptOut() throws {
    let data = try BenchmarkRuns.cohort("ankle") { folder in
      try AnkleCohort(seed: 7, patientCount: 300, visitCount: 6).write(to: folder)
    }
    let runs = try BenchmarkRuns(
      of: AnkleRecoveryStudy.self, data: data, label: "ankle-recovery")
    let figures = try StudyFigures(runs)
    let paper = "Zhang, Meng, Jiang 2025 (synthetic here)"
    print(Claim.head)
    for (predictor, committed) in [("ensemble", 0.075...0.1), ("st-ammfn", 0.09...0.115)] {
      Claim(
        paper: paper, statement: "\(predictor) is within .05 of the best possible R2 of progress",
        measured: try figures.difference(
          ["best_possible", "progress_r2"], ["models", predictor, "progress", "r2"]),
        over: "seeds", committed: committed, holdsIn: .atMost(0.05)
      ).assertCommitted()
    }
    Claim(
      paper: paper, statement: "ST-AMMFN's error of progress is at least a tenth below ridge's",
      measured: try figures.people("reduction", at: "reductions", "ridge"),
      over: "300 simulated people", committed: -0.06...0.0, holdsIn: .atLeast(0.1)
    ).assertCommitted()
    for part in try figures.names("ablations") {
      Claim(
        paper: paper, statement: "ST-AMMFN's error of progress is lower than \(part)",
        measured: try figures.people("reduction", at: "ablations", part),
        over: "the simulated people of the compared folds", committed: -0.03...0.22,
        holdsIn: .above0
      ).assertCommitted()
    }
    for task in ["progress", "duration"] {
      Claim(
        paper: "ours",
        statement: "\(task): 90 % intervals by person hold 88 to 92 % of the people kept out",
        measured: try figures.mean("models", "ensemble", task, "coverage"), over: "seeds",
        committed: 0.88...0.92, holdsIn: 0.88...0.92
      ).assertCommitted()
    }
  }
}
