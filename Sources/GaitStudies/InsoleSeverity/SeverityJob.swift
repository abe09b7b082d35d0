import GaitEvaluation

/// The people that something is fitted to, and those it then predicts.
struct SeverityUnit: Sendable {
  /// The outer fold, or nil for the final fit to everyone.
  let fold: Int?
  /// The fold inside the training people, or nil for the fit to all of them.
  let inner: Int?
  /// Rows of the people to fit to.
  let training: [Int]
  /// Rows of the people to predict.
  let test: [Int]

  /// Where the unit's files are, below `jobs`.
  var path: String {
    let outer = fold.map { "fold-\($0 + 1)" } ?? "everyone"
    return inner.map { "\(outer)/inner-\($0 + 1)" } ?? outer
  }

  /// The units of a study: each fold and everyone, with the folds inside the training people.
  static func all(
    _ people: [SeverityPerson], _ folds: [Fold], _ configuration: InsoleSeverityConfiguration,
    seed: UInt64
  ) throws -> [SeverityUnit] {
    let outer =
      [(nil, Array(people.indices), [])]
      + folds.enumerated().map { (Int?($0.offset), $0.element.trainingRows, $0.element.testRows) }
    return try outer.flatMap { fold, training, test in
      let inner = try SeverityData.folds(
        people, among: training, count: configuration.innerFolds, seed: seed &+ 1)
      return [SeverityUnit(fold: fold, inner: nil, training: training, test: test)]
        + inner.enumerated().map {
          SeverityUnit(
            fold: fold, inner: $0.offset, training: $0.element.trainingRows,
            test: $0.element.testRows)
        }
    }
  }
}

/// One piece of work of a run.
struct SeverityJob: Sendable {
  /// What is fitted.
  enum Work: Sendable {
    case classical
    case network(SeverityNetwork.Kind, seed: Int)
  }

  let unit: SeverityUnit
  let work: Work

  /// A name of its own, and the place of its files below `jobs`.
  var path: String {
    switch work {
    case .classical: "\(unit.path)/classical"
    case .network(let kind, let seed): "\(unit.path)/\(kind.rawValue)-\(seed)"
    }
  }

  /// All jobs, networks first, so that no core is left with one of them alone at the end.
  static func all(
    _ units: [SeverityUnit], _ configuration: InsoleSeverityConfiguration
  ) -> [SeverityJob] {
    let networks = SeverityNetwork.Kind.allCases.flatMap { kind in
      units.flatMap { unit in
        (0..<(unit.inner == nil ? configuration.seeds : 1)).map {
          SeverityJob(unit: unit, work: .network(kind, seed: $0))
        }
      }
    }
    return networks + units.map { SeverityJob(unit: $0, work: .classical) }
  }
}
