import Foundation
import GaitEvaluation
import GaitKernels
import GaitNN
import GaitTraining

/// Fits one learner in one fold: the settings are chosen, the probabilities calibrated and the
/// threshold set by the inner folds alone.
struct RehabFitting {
  let configuration: RehabEffectConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String
  let observe: @Sendable (StudyEvent) -> Void

  /// Fits a classical learner and asks it about the test patients.
  func fit(_ learner: RehabLearner, _ fold: RehabFold) throws -> RehabAnswer {
    let table = Matrix(fold.training.map(\.row))
    let subjects = Subjects(fold.training.map(\.identifier))
    let answers = fold.trainingAnswers
    let candidates = learner.candidates(
      trees: configuration.trees, seed: seed, isQuick: configuration.isQuick)
    var areas: [String: Double] = [:]
    var best: (area: Double, place: Int, raw: [Double]) = (-1, 0, [])
    for (place, candidate) in candidates.enumerated() {
      var raw = [Double](repeating: 0, count: answers.count)
      for part in fold.inner {
        let fitted = try candidate.recipe.fit(
          table.selecting(rows: part.trainingRows), part.trainingRows.map { answers[$0] },
          subjects.selecting(rows: part.trainingRows))
        let found = try fitted.probabilities(table.selecting(rows: part.testRows))
        for (row, value) in zip(part.testRows, found) { raw[row] = value }
      }
      let area = try ReceiverOperatingCurve(scores: raw, isPositive: answers).area
      areas[candidate.name] = area
      if area > best.area { best = (area, place, raw) }
    }
    let chosen = candidates[best.place]
    let fitted = try chosen.recipe.fit(table, answers, subjects)
    let calibration = try RehabCalibration(best.raw, isPositive: answers)
    if fold.number == nil {
      try folder.makeFolder(folder.final(""))
      try folder.write(compact: fitted, to: folder.final(learner.rawValue + ".json"))
    }
    let test =
      try fold.test.isEmpty ? [] : fitted.probabilities(Matrix(fold.test.map(\.row)))
    return RehabAnswer(
      learner: learner.rawValue, fold: fold.number, chosen: chosen.name, innerAreas: areas,
      calibration: calibration, inner: best.raw.map(calibration.probability),
      test: test.map(calibration.probability), importances: fitted.importances)
  }

  /// Fits a network and asks it about the test patients.
  func fit(_ kind: RehabNetworkKind, _ fold: RehabFold) throws -> RehabAnswer {
    var search = try RehabSearch(kind, fold, self)
    let (settings, raw) = try search.best()
    let job = "\(fold.name)/\(kind.rawValue)"
    let own = folder.url.appendingPathComponent("jobs").appendingPathComponent(job)
    let record = Trainer.RunRecord(
      folder: own, identity: "\(identity) \(job) \(settings.name(kind))", epochsBetween: 10,
      isResuming: true)
    let network = try train(kind, settings, fold.training, job: job, record: record)
    let calibration = try RehabCalibration(raw, isPositive: fold.trainingAnswers)
    if fold.number == nil {
      try network.write(to: folder)
    }
    let found = try network.answers(fold.test)
    var answer = RehabAnswer(
      learner: kind.rawValue, fold: fold.number, chosen: settings.name(kind),
      innerAreas: search.areas, calibration: calibration, inner: raw.map(calibration.probability),
      test: found.map { calibration.probability($0.probability) })
    if kind == .hybrid, !fold.test.isEmpty {
      let weights = found.map(\.attention)
      answer.attention = weights[0].indices.map { modality in
        weights.reduce(0) { $0 + $1[modality] } / Double(weights.count)
      }
      for modality in RehabModality.allCases {
        answer.exchanged[modality.rawValue] = try (1...min(3, fold.test.count)).map { shift in
          let mixed = fold.test.indices.map { place in
            modality.exchanged(
              fold.test[place], with: fold.test[(place + shift) % fold.test.count])
          }
          return try network.answers(mixed).map { calibration.probability($0.probability) }
        }
      }
    }
    return answer
  }

  /// Trains one network; each job has draws of its own, whatever the order in which jobs are run.
  func train(
    _ kind: RehabNetworkKind, _ settings: RehabSettings, _ patients: [RehabPatient], job: String,
    record: Trainer.RunRecord?
  ) throws -> RehabNetwork {
    let own = RunManifest.seed(of: job, run: seed)
    return try RehabNetwork(
      kind, settings, fittedOn: patients, configuration, seed: own, record: record
    ) { event in
      if let told = StudyEvent(event, of: job) { observe(told) }
    }
  }
}

/// The three modalities of the hybrid, in the order of its attention.
enum RehabModality: String, CaseIterable, Sendable {
  case image, signals, clinical

  /// A patient with this modality of another one.
  func exchanged(_ patient: RehabPatient, with other: RehabPatient) -> RehabPatient {
    RehabPatient(
      identifier: patient.identifier,
      clinical: self == .clinical ? other.clinical : patient.clinical,
      features: patient.features, image: self == .image ? other.image : patient.image,
      series: self == .signals ? other.series : patient.series, isResponder: patient.isResponder)
  }
}
