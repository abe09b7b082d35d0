import GaitEvaluation
import GaitStudies

/// What the studies of legs say, over seeds.
struct LegResults {
  /// Scores by predictor, a dictionary for each seed.
  let seeds: [[String: PredictorScores]]

  /// The pooled R2 of a predictor, over seeds.
  func r2(_ predictor: String, _ task: String) -> ConfidenceInterval {
    ConfidenceInterval(meanOf: seeds.compactMap { $0[predictor]?.tasks[task]?.r2 })
  }

  /// The difference in R2 of two predictors, each person averaged over seeds, over people.
  func difference(
    _ first: String, _ second: String, _ task: String
  ) -> (interval: ConfidenceInterval, people: Int) {
    let people = Set(seeds.flatMap { ($0[first]?.participants.keys).map(Array.init) ?? [] })
    let differences = people.sorted().compactMap { person -> Double? in
      let own = seeds.compactMap { seed -> Double? in
        guard let a = seed[first]?.participants[person]?[task]?.r2,
          let b = seed[second]?.participants[person]?[task]?.r2
        else { return nil }
        return a - b
      }
      return own.isEmpty ? nil : own.reduce(0, +) / Double(own.count)
    }
    return (ConfidenceInterval(meanOf: differences), differences.count)
  }
}
