import GaitStudies
import XCTest

/// Zhang, Meng, Jiang 2025: simulated gait, here of real insoles.
final class GaitSimulationBenchmarks: XCTestCase {
  func testSimulatedStridesOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("gaitpdb")
    let runs = try BenchmarkRuns(of: GaitSimulationStudy.self, data: data, label: "gait-simulation")
    let figures = try StudyFigures(runs)
    let paper = "Zhang, Meng, Jiang 2025"
    print(Claim.head)
    Claim(
      paper: paper,
      statement: "push-off peaks are kept: the error of a person's mean is below .1 body weight",
      published: "stated without a figure",
      measured: try figures.mean("gait-vae", "push_off_peak", "mae"), over: "seeds",
      committed: 0.06...0.076, holdsIn: .atMost(0.1)
    ).assertCommitted()
    Claim(
      paper: paper, statement: "synthetic beside real strides teach more than real ones (AUC)",
      published: "stated without a figure",
      measured: try figures.difference(
        ["gait-vae", "transfer", "auc_both"], ["gait-vae", "transfer", "auc_real"]),
      over: "seeds", committed: -0.02...0.04, holdsIn: .above0
    ).assertCommitted()
    Claim(
      paper: "ours", statement: "synthetic strides alone lose at most .05 of AUC against real ones",
      measured: try figures.difference(
        ["gait-vae", "transfer", "auc_synthetic"], ["gait-vae", "transfer", "auc_real"]),
      over: "seeds", committed: -0.03...0.04, holdsIn: .atLeast(-0.05)
    ).assertCommitted()
    Claim(
      paper: "ours", statement: "no synthetic stride is a copy of a training one (share of copies)",
      measured: try figures.mean("gait-vae", "novelty", "copy_share"), over: "seeds",
      committed: 0.002...0.01, holdsIn: .atMost(0.01)
    ).assertCommitted()
    Claim(
      paper: "ours",
      statement:
        "a forest tells GaitVAE's strides from real ones less surely than Gaussian ones (AUC)",
      measured: try figures.difference(
        ["gait-vae", "realism", "auc"], ["linear-gaussian", "realism", "auc"]),
      over: "seeds", committed: -0.15...(-0.07), holdsIn: .atMost(0)
    ).assertCommitted()
  }
}
