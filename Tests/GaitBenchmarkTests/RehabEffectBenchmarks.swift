import GaitData
import GaitStudies
import XCTest

/// The question of preprints.org 202506.2091 on the simulated stroke cohort: nobody was measured, and
/// the paper's own tables contradict themselves, so no figure stands beside theirs.
final class RehabEffectBenchmarks: XCTestCase {
  func testResponseOfSimulatedPatientsKeptOut() throws {
    let data = try BenchmarkRuns.cohort("stroke") { folder in
      try StrokeCohort(seed: 1, patientCount: 216).write(to: folder)
    }
    let runs = try BenchmarkRuns(of: RehabEffectStudy.self, data: data, label: "rehab-effect")
    let figures = try StudyFigures(runs)
    let paper = "preprints.org 202506.2091 (synthetic here)"
    print(Claim.head)
    for (other, committed) in [
      ("cnn", 0.04...0.13), ("lstm", -0.06...0.04), ("logistic-regression", -0.16...(-0.06)),
      ("random-forest", -0.12...(-0.03)), ("support-vectors", -0.15...(-0.05)),
      ("boosting", -0.11...(-0.02)),
    ] {
      Claim(
        paper: paper, statement: "the hybrid's AUC is above that of \(other)",
        measured: try figures.difference(
          ["scores", "hybrid", "metrics", "auc"], ["scores", other, "metrics", "auc"]),
        over: "seeds", committed: committed, holdsIn: .above0
      ).assertCommitted()
    }
    Claim(
      paper: "ours", statement: "the ensemble's AUC is within .08 of the best possible",
      measured: try figures.mean("scores", "ensemble", "metrics", "auc_below_best"), over: "seeds",
      committed: 0.065...0.105, holdsIn: .atMost(0.08)
    ).assertCommitted()
  }
}
