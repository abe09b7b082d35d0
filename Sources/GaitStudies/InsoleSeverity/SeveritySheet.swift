/// Raw numbers of people by predictor, person and task; networks also by seed.
struct SeveritySheet {
  /// By predictor, then person, then task.
  var numbers: [String: [[Double]]] = [:]
  /// By network, then seed, person and task.
  var seeds: [String: [[[Double]]]] = [:]

  /// A sheet of a unit's people from the results of its jobs.
  init(_ results: [(job: SeverityJob, numbers: [String: [[Double]]])]) {
    for (job, own) in results {
      switch job.work {
      case .classical: numbers.merge(own) { $1 }
      case .network(let kind, _):
        seeds[kind.rawValue, default: []].append(own[kind.rawValue] ?? [])
      }
    }
    averageSeeds()
  }

  /// A sheet of predictors that are there.
  init(classical: [String: [[Double]]], networks: [String: [[[Double]]]]) {
    numbers = classical
    seeds = networks
    averageSeeds()
  }

  /// Sheets of different people, one behind the other.
  init(joining sheets: [SeveritySheet]) {
    for sheet in sheets {
      for (name, rows) in sheet.numbers { numbers[name, default: []] += rows }
      for (name, runs) in sheet.seeds {
        let before = seeds[name] ?? [[[Double]]](repeating: [], count: runs.count)
        seeds[name] = zip(before, runs).map { $0 + $1 }
      }
    }
  }

  /// The sheet in which each network is one seed's alone.
  func ofSeed(_ seed: Int) -> SeveritySheet {
    var result = self
    for (name, runs) in seeds where seed < runs.count { result.numbers[name] = runs[seed] }
    return result
  }

  private mutating func averageSeeds() {
    for (name, runs) in seeds {
      guard let first = runs.first else { continue }
      numbers[name] = first.indices.map { person in
        first[person].indices.map { task in
          Statistic.mean(runs.map { $0[person][task] })
        }
      }
    }
  }
}
