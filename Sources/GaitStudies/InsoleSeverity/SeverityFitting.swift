import Foundation
import GaitKernels
import GaitNN
import GaitTensor
import GaitTraining

/// Fits one network of a run, or finds it fitted already.
struct SeverityFitting {
  let configuration: InsoleSeverityConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String

  /// Trains a network on people, with its scalers.
  func fit(
    _ kind: SeverityNetwork.Kind, _ job: SeverityJob, on people: [SeverityPerson],
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> FittedSeverityNetwork {
    let scalers = SeverityScalers(people, configuration)
    let own = RunManifest.seed(of: job.path, run: seed)
    var random = RandomSource(seed: own)
    let network = SeverityNetwork(
      kind, featureCount: scalers.featureCount, configuration, using: &random)
    var trainer = Trainer(
      optimizer: Adam(
        learningRate: configuration.learningRate, weightDecay: configuration.weightDecay))
    trainer.schedule = .cosine(warmUpSteps: configuration.warmUpSteps, finalShare: 0.02)
    trainer.gradientNormLimit = configuration.gradientNormLimit
    trainer.seed = own ^ 0xD1CE
    trainer.record = Trainer.RunRecord(
      folder: folder.url.appendingPathComponent("jobs/" + job.path),
      identity: "\(identity) \(job.path)", epochsBetween: 5, isResuming: true)
    let batches = SeverityBatches(
      people: scalers.batch(people), noise: configuration.noise,
      stepsPerEpoch: configuration.stepsPerEpoch, seed: own)
    try trainer.fit(
      network, on: batches, epochs: configuration.epochs,
      loss: { batch, context in network.loss(batch, &context) },
      observe: { event in
        if let told = StudyEvent(event, of: job.path) { observe(told) }
      })
    return FittedSeverityNetwork(network: network, scalers: scalers)
  }
}

/// A trained network with the scalers of its training people.
struct FittedSeverityNetwork {
  let network: SeverityNetwork
  let scalers: SeverityScalers

  init(network: SeverityNetwork, scalers: SeverityScalers) {
    self.network = network
    self.scalers = scalers
  }

  /// The raw numbers of people, by person and task.
  func predict(_ people: [SeverityPerson]) -> [[Double]] {
    guard !people.isEmpty else { return [] }
    var context = Context.inference
    return scalers.numbers(network(scalers.batch(people), &context))
  }

  private static func fileName(_ kind: SeverityNetwork.Kind, seed: Int) -> String {
    "\(kind.rawValue)-\(seed).safetensors"
  }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder, seed: Int) throws {
    try NetworkFile(weights: StateDictionary(of: network), preparation: scalers)
      .write(
        to: folder, as: Self.fileName(network.kind, seed: seed), model: network.kind.rawValue)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, and `StateDictionaryError` where it is of another model.
  init(
    _ kind: SeverityNetwork.Kind, seed: Int, in folder: RunFolder,
    _ configuration: InsoleSeverityConfiguration
  ) throws {
    let name = Self.fileName(kind, seed: seed)
    let file = try NetworkFile<SeverityScalers>(name, in: folder)
    scalers = file.preparation
    guard scalers.fits(configuration) else {
      throw RunFileError(
        file: folder.final(name).path, reason: "its scalers are of other settings")
    }
    var random = RandomSource(seed: 0)
    network = SeverityNetwork(
      kind, featureCount: scalers.featureCount, configuration, using: &random)
    try file.weights.load(into: network, source: folder.final(name).path)
  }
}

extension SeverityFitting {
  /// Does a job, and gives the numbers of its unit's test people by predictor.
  ///
  /// The fit to everyone has nobody to predict; it is kept in the run's folder.
  func numbers(
    of job: SeverityJob, _ people: [SeverityPerson], _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> [String: [[Double]]] {
    let training = job.unit.training.map { people[$0] }
    let test = job.unit.test.map { people[$0] }
    let isFinal = job.unit.fold == nil && job.unit.inner == nil
    switch job.work {
    case .classical:
      let fitted = try ClassicalPredictors(training, seed: seed, configuration)
      if isFinal {
        let file = folder.final(ClassicalPredictors.fileName)
        try folder.makeFolder(file.deletingLastPathComponent())
        try folder.write(fitted, to: file)
      }
      return test.isEmpty ? [:] : try fitted.predict(test)
    case .network(let kind, let seed):
      let fitted = try fit(kind, job, on: training, observe)
      if isFinal { try fitted.write(to: folder, seed: seed) }
      return [kind.rawValue: fitted.predict(test)]
    }
  }
}
