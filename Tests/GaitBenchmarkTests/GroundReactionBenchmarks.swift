import GaitStudies
import XCTest

/// The questions of Sugiarto and others (2025) on real recordings: nine children, each left out once.
final class GroundReactionBenchmarks: XCTestCase {
  private let paper = "Sugiarto et al. 2025"

  func testGroundReactionOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("biomechzoo-gait")
    let runs = try BenchmarkRuns(of: GroundReactionStudy.self, data: data, label: "ground-reaction")
    let figures = try StudyFigures(runs)
    print(Claim.head)
    for (task, goal, committed) in [
      ("vertical", 0.80, 0.798...0.815), ("anterior_posterior", 0.85, 0.91...0.93),
      ("medial_lateral", 0.75, 0.795...0.835),
    ] {
      Claim(
        paper: paper,
        statement: "\(task), R2 of the ensemble for people kept out is at least \(goal)",
        published: "other people: not comparable",
        measured: try figures.mean("ensemble", "tasks", task, "r2"), over: "seeds",
        committed: committed, holdsIn: .atLeast(goal)
      ).assertCommitted()
    }
    let compared = try StudyFigures(runs, file: "comparison.json")
    for network in try compared.names("gain_by_person") {
      Claim(
        paper: paper,
        statement: "\(network): knee alignment and affected side help (vertical R2 by person)",
        published: network == "lstm" ? "no gain" : "gain",
        measured: try compared.people("mean_r2", at: "gain_by_person", network, "vertical"),
        over: "9 people", committed: -0.06...0.04, holdsIn: .above0
      ).assertCommitted()
    }
    let best = ["networks", "cnn2d-lstm-person", "participants"]
    for (network, committed) in [
      ("bilstm", -0.07...0.01), ("cnn1d", -0.08...0.0), ("cnn1d-lstm", -0.08...0.0),
      ("cnn2d", -0.07...0.01), ("ffn", 0.28...0.44), ("inception", -0.09...(-0.01)),
      ("lstm", -0.06...0.02), ("resnet50", 0.05...0.24), ("transformer", -0.05...0.03),
    ] {
      Claim(
        paper: paper,
        statement:
          "2D-CNN-LSTM is better than \(network), both knowing the person (vertical R2 by person)",
        published: "better",
        measured: try compared.peopleDifference(
          best, ["networks", "\(network)-person", "participants"], ["vertical", "r2"]),
        over: "9 people", committed: committed, holdsIn: .above0
      ).assertCommitted()
    }
  }
}
