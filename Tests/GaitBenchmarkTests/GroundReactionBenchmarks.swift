import GaitStudies
import XCTest

/// The question of Sugiarto and others (2025) on real recordings: nine children, each left out once.
final class GroundReactionBenchmarks: XCTestCase {
  func testGroundReactionOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("biomechzoo-gait")
    let runs = try BenchmarkRuns(of: GroundReactionStudy.self, data: data, label: "ground-reaction")
    let results = LegResults(seeds: try runs.results([String: PredictorScores].self))
    print(Claim.head)
    let measured = results.r2("ensemble", "vertical")
    Claim(
      paper: "Sugiarto et al. 2025",
      statement: "vertical force, R2 of the ensemble of people kept out is at least .80",
      published: "other people: not comparable", measured: measured, over: "seeds",
      committed: 0.70...0.92, holds: measured.lower >= 0.80
    ).check()
  }
}
