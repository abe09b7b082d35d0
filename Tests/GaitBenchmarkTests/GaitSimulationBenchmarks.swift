import GaitEvaluation
import GaitStudies
import XCTest

/// Zhang, Meng, Jiang 2025: simulated gait on real insoles.
final class GaitSimulationBenchmarks: XCTestCase {
  private typealias Models = [String: [String: [String: Double]]]

  func testSimulatedStridesOfPeopleKeptOut() throws {
    let data = try BenchmarkRuns.recordings("gaitpdb")
    let runs = try BenchmarkRuns(of: GaitSimulationStudy.self, data: data, label: "gait-simulation")
    let seeds = try runs.results(Models.self)
    func over(_ model: String, _ task: String, _ metric: String) -> ConfidenceInterval {
      ConfidenceInterval(meanOf: seeds.compactMap { $0[model]?[task]?[metric] })
    }
    func difference(_ task: String, _ first: String, _ second: String) -> ConfidenceInterval {
      ConfidenceInterval(
        meanOf: seeds.compactMap { models in
          let metrics = models["gait-vae"]?[task]
          guard let a = metrics?[first], let b = metrics?[second] else { return nil }
          return a - b
        })
    }
    let paper = "Zhang, Meng, Jiang 2025"
    print(Claim.head)
    let peak = over("gait-vae", "push_off_peak", "mae")
    Claim(
      paper: paper,
      statement: "push-off peaks are kept: the error of a person's mean is below .1 body weight",
      published: "stated without a figure", measured: peak, over: "seeds", committed: 0.02...0.15,
      holds: peak.upper < 0.1
    ).check()
    let gain = difference("transfer", "auc_both", "auc_real")
    Claim(
      paper: paper, statement: "synthetic beside real strides teach more than real ones (AUC)",
      published: "stated without a figure", measured: gain, over: "seeds", committed: -0.08...0.08,
      holds: gain.lower > 0
    ).check()
    let loss = difference("transfer", "auc_synthetic", "auc_real")
    Claim(
      paper: "ours", statement: "synthetic strides alone teach as much as real ones (AUC)",
      published: nil, measured: loss, over: "seeds", committed: -0.25...0.05,
      holds: loss.upper > 0
    ).check()
  }
}
