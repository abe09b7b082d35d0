import Foundation
import GaitData
import GaitKernels
import GaitNN
import GaitTraining

/// Fits the predictors of a run, or finds them fitted already.
struct HipFitting: Sendable {
  let configuration: HipMomentConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String

  /// The result of a job; of one that an earlier run finished, what it kept.
  func result(
    of job: HipJob, _ legs: [LegRecording], _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> HipJobResult {
    let place = folder.url.appendingPathComponent("jobs")
      .appendingPathComponent(job.fold?.name ?? "everyone")
    let file = place.appendingPathComponent(job.fileName + ".json")
    if FileManager.default.fileExists(atPath: file.path) {
      let kept = try folder.read(HipJobResult.self, file)
      if job.isNetwork {
        observe(.finishedEpoch(job: job.name, loss: 0, skipped: configuration.epochs))
      }
      return kept
    }
    let result = try fit(job, job.fold?.training ?? legs, observe)
    try folder.makeFolder(place)
    try folder.write(compact: result, to: file)
    return result
  }

  private func fit(
    _ job: HipJob, _ training: [LegRecording], _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> HipJobResult {
    switch job.learner {
    case .classical(let member):
      guard case .classical(let recipes) = member.recipe else { return HipJobResult() }
      let fitted = try ClassicalMember(recipes, configuration, fittedOn: training)
      guard let fold = job.fold else {
        try folder.makeFolder(folder.final(""))
        try folder.write(compact: fitted, to: folder.final(ClassicalMember.fileName(member.name)))
        return HipJobResult()
      }
      return HipJobResult(
        values: try fold.test.map {
          try fitted.predict($0, HipMomentConfiguration.question)[0].map(Float.init)
        })
    case .network(let kind, _):
      let (network, losses) = try fit(kind, job, training, observe)
      guard let fold = job.fold else {
        try network.write(to: folder, as: job.fileName)
        return HipJobResult(losses: losses)
      }
      var result = HipJobResult(losses: losses)
      for leg in fold.test {
        let (values, attention) = try network.predict(leg)
        result.values.append(values)
        if let attention { result.attention.append(attention) }
      }
      return result
    }
  }

  private func fit(
    _ kind: HipNetwork.Kind, _ job: HipJob, _ training: [LegRecording],
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> (FittedHipNetwork, [Double]) {
    let scalers = LegScalers(personChannels: [], configuration, fittedOn: training)
    let own = RunManifest.seed(of: job.name, run: seed)
    var random = RandomSource(seed: own)
    let network = try HipNetwork(kind, configuration, using: &random)
    let isWithin = job.fold?.kind == .withinSubject
    // The networks that are kept have a history and events for TensorBoard.
    let record: Trainer.RunRecord? =
      job.fold == nil
      ? Trainer.RunRecord(
        folder: folder.job(job.fileName, without: nil), identity: "\(identity) \(job.name)",
        epochsBetween: configuration.epochs, isResuming: true) : nil
    var losses: [Double] = []
    try network.fit(
      on: training.map { scalers.example($0, configuration) }, configuration,
      stepsPerEpoch: isWithin ? configuration.stepsPerEpochWithin : configuration.stepsPerEpoch,
      seed: own, record: record
    ) { event in
      if case .finishedEpoch(let report, _) = event { losses.append(report.loss) }
      if let told = StudyEvent(event, of: job.name) { observe(told) }
    }
    return (
      FittedHipNetwork(network: network, scalers: scalers, configuration: configuration), losses
    )
  }
}
