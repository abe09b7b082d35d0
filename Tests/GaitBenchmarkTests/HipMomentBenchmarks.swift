import GaitStudies
import XCTest

/// The claims of Xiong and others (2026) on real recordings of nine children.
final class HipMomentBenchmarks: XCTestCase {
  private let paper = "Xiong et al. 2026"

  func testWhatLSTAMAndItsPartsAreWorth() throws {
    let data = try BenchmarkRuns.recordings("biomechzoo-gait")
    let runs = try BenchmarkRuns(
      of: HipMomentStudy.self, data: data, label: "hip-moment", configuration: #"{"seeds": 1}"#)
    let figures = try StudyFigures(runs)
    print(Claim.head)
    Claim(
      paper: paper, statement: "hip flexion within-subject, R2 of LSTAM is at least .9",
      published: ".908 ± .029, other people and more walking: not comparable",
      measured: try figures.mean(
        "within_subject", "predictors", "lstam", "averaged", "tasks",
        "hip_flexion", "r2"),
      over: "seeds", committed: 0.58...0.67, holdsIn: .atLeast(0.9)
    ).assertCommitted()
    let parts = [
      "lstam-without-fft": "the spectral part", "lstam-without-autoencoder": "the autoencoder",
      "lstam-without-attention": "attention",
    ]
    for (network, part) in parts.sorted(by: { $0.key < $1.key }) {
      Claim(
        paper: paper, statement: "\(part) lowers LSTAM's error on unseen people (N m/kg)",
        published: "lowers",
        measured: try figures.peopleDifference(
          ["unseen_people", "predictors", "lstam", "rmse_of_people"],
          ["unseen_people", "predictors", network, "rmse_of_people"], []),
        over: "9 people", committed: -0.005...0.02, holdsIn: .below0
      ).assertCommitted()
    }
    for (network, committed) in [
      ("lstm", 0.0...0.035), ("tcn", 0.0...0.04), ("cnn2d", 0.0...0.04),
      ("timemixer", -0.015...0.03), ("xpatch", -0.035...0.01), ("ffn", -0.02...0.02),
      ("transformer", 0.0...0.035),
    ] {
      Claim(
        paper: paper, statement: "LSTAM's error on unseen people is below \(network)'s (N m/kg)",
        published: "below",
        measured: try figures.peopleDifference(
          ["unseen_people", "predictors", "lstam", "rmse_of_people"],
          ["unseen_people", "predictors", network, "rmse_of_people"], []),
        over: "9 people", committed: committed, holdsIn: .below0
      ).assertCommitted()
    }
  }
}
