import GaitData

/// What the predictors of both protocols said of legs that were kept out.
struct HipAnswers {
  /// One protocol's predictions by predictor, seed and leg, the legs in the same order for all.
  ///
  /// A learner without draws has one seed.
  struct Sheet {
    var predictions: [String: [[LegPrediction]]] = [:]
    /// The training losses of each fit, by network.
    var losses: [String: [[Double]]] = [:]
    /// LSTAM's mean weights over the windows of a leg, with the person's name.
    var attention: [(person: String, weights: [Double])] = []
  }

  let sheets: [HipProtocol: Sheet]

  init(_ jobs: [HipJob], _ results: [HipJobResult], _ configuration: HipMomentConfiguration) {
    var sheets: [HipProtocol: Sheet] = [:]
    for (job, result) in zip(jobs, results) {
      guard let fold = job.fold else { continue }
      var seed = 0
      if case .network(let kind, let number) = job.learner {
        seed = number - 1
        sheets[fold.kind, default: Sheet()].losses[kind.rawValue, default: []]
          .append(result.losses)
        if kind == .lstam {
          sheets[fold.kind, default: Sheet()].attention += zip(fold.test, result.attention).map {
            ($0.participant.rawValue, $1.map(Double.init))
          }
        }
      }
      let own = fold.test.enumerated().map { result.prediction($0, of: $1, configuration) }
      sheets[fold.kind, default: Sheet()].append(own, of: job.predictor, seed: seed)
    }
    self.sheets = sheets.mapValues { sheet in
      var whole = sheet
      if configuration.ensemble.count > 1 {
        whole.predictions[LegMember.ensembleName] = sheet.ensemble(configuration)
      }
      return whole
    }
  }
}

extension HipAnswers.Sheet {
  fileprivate mutating func append(_ own: [LegPrediction], of predictor: String, seed: Int) {
    var seeds = predictions[predictor] ?? []
    while seeds.count <= seed { seeds.append([]) }
    seeds[seed] += own
    predictions[predictor] = seeds
  }

  /// The ensemble of each seed's networks with the learners that have no draws.
  fileprivate func ensemble(_ configuration: HipMomentConfiguration) -> [[LegPrediction]] {
    let count = configuration.ensemble.compactMap { predictions[$0]?.count }.max() ?? 0
    return (0..<count).map { seed in
      LegEnsemble(configuration).mean(
        of: predictions.mapValues { $0[min(seed, $0.count - 1)] })
    }
  }

  /// A predictor's numbers, averaged over its seeds.
  func averaged(_ predictor: String) -> [LegPrediction] {
    let seeds = predictions[predictor] ?? []
    return (seeds.first ?? []).indices.map { leg in LegPrediction.mean(seeds.map { $0[leg] }) }
  }
}
