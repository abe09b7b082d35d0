import GaitData
import GaitStudies
import XCTest

/// The questions of Niu and others (2025): on real recordings of nine children, each left out once,
/// and on simulated walking where no recording has the ground that is asked for.
final class JointMomentsBenchmarks: XCTestCase {
  private let paper = "Niu et al. 2025"

  func testJointMomentsOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("biomechzoo-gait")
    let runs = try BenchmarkRuns(of: JointMomentsStudy.self, data: data, label: "joint-moments")
    let figures = try StudyFigures(runs)
    print(Claim.head)
    for (task, goal, committed) in [
      ("hip_flexion", 0.78, 0.79...0.805), ("knee_flexion", 0.77, 0.772...0.788),
      ("ankle_flexion", 0.86, 0.86...0.876),
    ] {
      Claim(
        paper: paper,
        statement: "\(task), R2 of the ensemble for people kept out is at least \(goal)",
        published: "other people and sensors: not comparable",
        measured: try figures.mean("ensemble", "tasks", task, "r2"), over: "seeds",
        committed: committed, holdsIn: .atLeast(goal)
      ).assertCommitted()
    }
    for (task, committed) in [
      ("hip_flexion", -0.02...0.02), ("knee_flexion", -0.025...0.02),
      ("ankle_flexion", -0.012...0.028),
    ] {
      Claim(
        paper: paper,
        statement: "\(task), the Cross-LSTM is better than an LSTM (R2 by person)",
        published: "better",
        measured: try figures.peopleDifference(
          ["cross-lstm", "participants"], ["lstm", "participants"], [task, "r2"]),
        over: "9 people", committed: committed, holdsIn: .above0
      ).assertCommitted()
    }
    for task in ["hip_flexion", "knee_flexion", "ankle_flexion"] {
      Claim(
        paper: "ours",
        statement: "\(task), the ensemble is better than the Cross-LSTM alone (R2 by person)",
        measured: try figures.peopleDifference(
          ["ensemble", "participants"], ["cross-lstm", "participants"], [task, "r2"]),
        over: "9 people", committed: 0.01...0.08, holdsIn: .above0
      ).assertCommitted()
    }
    let streams = try StudyFigures(runs, file: "interpretation.json")
    for (way, committed) in [
      ("permutation", 1.3...1.9), ("ablation", 0.85...1.1), ("gradients", 0.68...0.83),
    ] {
      Claim(
        paper: paper, statement: "the inertial stream tells more than the muscles (\(way))",
        published: "inertial signals first",
        measured: try streams.difference(
          ["streams", "name=motion stream", way, "mean"],
          ["streams", "name=muscle stream", way, "mean"]),
        over: "seeds", committed: committed, holdsIn: .above0
      ).assertCommitted()
    }
  }

  func testWhatLevelWalkingTaughtHelpsOnOtherGround() throws {
    let data = try BenchmarkRuns.cohort("walking") { folder in
      try WalkingCohort(seed: 1, subjectCount: 12).write(to: folder)
    }
    let runs = try BenchmarkRuns(
      of: JointMomentsStudy.self, data: data, label: "joint-moments-transfer",
      configuration: #"{"transfer": {"seeds": 1}}"#)
    let figures = try StudyFigures(runs, file: "transfer.json")
    print(Claim.head)
    for (target, strides, committed) in [
      ("slopes", 1, -0.1...(-0.045)), ("slopes", 5, -0.06...(-0.03)),
      ("slopes", 20, -0.02...0.0), ("stairs", 1, -0.145...(-0.08)),
      ("stairs", 5, -0.045...(-0.005)), ("stairs", 20, -0.01...0.015),
    ] {
      Claim(
        paper: paper,
        statement:
          "synthetic walking: transfer to \(target) lowers the error, \(strides) strides",
        measured: try figures.people(
          "mean", at: "rows", "target=\(target),strides=\(strides)", "difference"),
        over: "12 simulated people", committed: committed, holdsIn: .below0
      ).assertCommitted()
    }
  }
}
