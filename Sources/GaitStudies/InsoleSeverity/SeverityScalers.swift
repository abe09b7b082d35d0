import GaitTensor

/// What brings people to a network and its numbers back, fitted to training people.
struct SeverityScalers: Codable, Sendable, Equatable {
  private let features: SeverityScaler
  private let curves: SeverityScaler
  private let means: [Double]
  private let deviations: [Double]
  private let phases: Int

  init(_ people: [SeverityPerson], _ configuration: InsoleSeverityConfiguration) {
    features = SeverityScaler(people.map(\.features), limit: configuration.outlierLimit)
    curves = SeverityScaler(people.map(\.curves), limit: configuration.outlierLimit)
    phases = configuration.phases
    let known = SeverityTask.allCases.map { task in people.compactMap { $0.target(task) } }
    means = zip(SeverityTask.allCases, known).map { $0.isYesOrNo ? 0 : Statistic.mean($1) }
    deviations = zip(SeverityTask.allCases, known).map {
      $0.isYesOrNo ? 1 : max(1e-9, Statistic.deviation($1))
    }
  }

  var featureCount: Int { features.columnCount }

  /// Whether the scalers, read from a file, fit together and the study's inputs.
  func fits(_ configuration: InsoleSeverityConfiguration) -> Bool {
    let tasks = SeverityTask.allCases.count
    return features.isWhole && curves.isWhole && phases == configuration.phases
      && curves.columnCount == phases * StrideCurves.channelCount
      && featureCount > SeverityBatch.demographicCount
      && means.count == tasks && deviations.count == tasks
  }

  /// People as a batch.
  func batch(_ people: [SeverityPerson]) -> SeverityBatch {
    func floats(_ rows: [[Double]]) -> [Scalar] { rows.flatMap { $0.map(Scalar.init) } }
    return SeverityBatch(
      features: Tensor(
        floats(people.map { features.scaled($0.features) }), shape: [people.count, featureCount]),
      curves: Tensor(
        floats(people.map { curves.scaled($0.curves) }),
        shape: [people.count, phases, StrideCurves.channelCount]),
      targets: SeverityTask.allCases.map { task in
        people.map { person in
          person.target(task).map { Scalar(($0 - means[task.index]) / deviations[task.index]) }
        }
      })
  }

  /// A network's numbers [people, task] in the units of the tasks; of yes or no the logit.
  func numbers(_ outputs: Tensor) -> [[Double]] {
    let width = SeverityTask.allCases.count
    let values = outputs.elements
    return (0..<outputs.shape[0]).map { row in
      (0..<width).map { means[$0] + deviations[$0] * Double(values[row * width + $0]) }
    }
  }
}
