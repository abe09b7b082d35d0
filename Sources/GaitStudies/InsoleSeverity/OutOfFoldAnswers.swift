import GaitEvaluation

/// Each person's answers from predictors that had not seen them.
struct OutOfFoldAnswers {
  /// By predictor, person and task.
  private(set) var predictions: [String: [[Double]]] = [:]
  /// The fold of each person.
  private(set) var folds: [Int]
  /// Predictors with a network in them: by seed, then as `predictions`.
  private var seeds: [[String: [[Double]]]]
  private var networks = Set<String>()

  init(count: Int, seeds: Int) {
    folds = [Int](repeating: 0, count: count)
    self.seeds = [[String: [[Double]]]](repeating: [:], count: seeds)
  }

  /// Adds the answers of one fold's test people.
  mutating func add(
    _ sheet: SeveritySheet, rows: [Int], fold: Int, _ calibration: SeverityCalibration,
    _ configuration: InsoleSeverityConfiguration
  ) {
    for row in rows { folds[row] = fold }
    place(calibration.apply(sheet, configuration), rows, in: &predictions)
    networks = Set(sheet.seeds.keys).union([SeverityCalibration.ensembleName])
    for seed in seeds.indices {
      place(calibration.apply(sheet.ofSeed(seed), configuration), rows, in: &seeds[seed])
    }
  }

  private func place(
    _ answers: [String: [[Double]]], _ rows: [Int], in all: inout [String: [[Double]]]
  ) {
    let empty = [[Double]](repeating: [], count: folds.count)
    for (name, own) in answers {
      for (row, values) in zip(rows, own) { all[name, default: empty][row] = values }
    }
  }

  /// The scores of every predictor.
  func scores(
    _ people: [SeverityPerson], _ folds: [Fold], resamples: Int
  ) -> [String: SeverityScores] {
    var result: [String: SeverityScores] = [:]
    for (name, own) in predictions {
      let runs = networks.contains(name) ? seeds.compactMap { $0[name] } : []
      result[name] = SeverityScores(own, seeds: runs, people, folds, resamples: resamples)
    }
    return result
  }
}
