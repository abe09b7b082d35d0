import GaitStudies
import XCTest

/// The question of Niu and others (2025) on real recordings: nine children, each left out once.
final class JointMomentsBenchmarks: XCTestCase {
  func testJointMomentsOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("biomechzoo-gait")
    let runs = try BenchmarkRuns(of: JointMomentsStudy.self, data: data, label: "joint-moments")
    let results = LegResults(seeds: try runs.results([String: PredictorScores].self))
    let paper = "Niu et al. 2025"
    print(Claim.head)
    for (task, goal, committed) in [
      ("hip_flexion", 0.78, 0.76...0.82), ("knee_flexion", 0.77, 0.75...0.81),
      ("ankle_flexion", 0.86, 0.80...0.86),
    ] {
      let measured = results.r2("ensemble", task)
      Claim(
        paper: paper,
        statement: "\(task), R2 of the ensemble of people kept out is at least \(goal)",
        published: "other people and sensors: not comparable", measured: measured, over: "seeds",
        committed: committed, holds: measured.lower >= goal
      ).check()
    }
    for (task, committed) in [
      ("hip_flexion", -0.05...0.12), ("knee_flexion", -0.06...0.06),
      ("ankle_flexion", -0.05...0.07),
    ] {
      let (measured, people) = results.difference("cross-lstm", "lstm", task)
      Claim(
        paper: paper,
        statement: "\(task), the Cross-LSTM is better than an LSTM (difference in R2)",
        published: "better", measured: measured, over: "\(people) people", committed: committed,
        holds: measured.lower > 0
      ).check()
    }
    for (task, committed) in [
      ("hip_flexion", -0.02...0.12), ("knee_flexion", -0.02...0.12),
      ("ankle_flexion", -0.02...0.12),
    ] {
      let (measured, people) = results.difference("ensemble", "cross-lstm", task)
      Claim(
        paper: "ours", statement: "\(task), the ensemble is better than the Cross-LSTM alone",
        published: nil, measured: measured, over: "\(people) people", committed: committed,
        holds: measured.lower > 0
      ).check()
    }
  }
}
