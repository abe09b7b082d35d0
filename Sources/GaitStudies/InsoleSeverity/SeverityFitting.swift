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
    // Each job has draws of its own, whatever the order in which jobs are run.
    let own = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(Checksum.crc32c(Data(job.path.utf8)))
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
        switch event {
        case .began(let epoch) where epoch > 0:
          observe(.finishedEpoch(job: job.path, loss: 0, skipped: epoch))
        case .finishedEpoch(let report, _):
          observe(.finishedEpoch(job: job.path, loss: report.loss, skipped: 0))
        default: break
        }
      })
    return FittedSeverityNetwork(network: network, scalers: scalers)
  }
}

/// A trained network with the scalers of its training people.
struct FittedSeverityNetwork {
  let network: SeverityNetwork
  let scalers: SeverityScalers

  private static let scalersKey = "scalers"

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

  static func file(_ kind: SeverityNetwork.Kind, seed: Int) -> String {
    "\(kind.rawValue)-\(seed).safetensors"
  }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder, seed: Int) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(scalers), as: UTF8.self)
    let file = folder.final(Self.file(network.kind, seed: seed))
    try folder.makeFolder(file.deletingLastPathComponent())
    var writer = SafetensorsWriter(
      metadata: ["model": network.kind.rawValue, Self.scalersKey: text], isChecksummed: true)
    try StateDictionary(of: network).add(to: &writer)
    try writer.write(to: file)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, and `StateDictionaryError` where it is of another model.
  init(
    _ kind: SeverityNetwork.Kind, seed: Int, in folder: RunFolder,
    _ configuration: InsoleSeverityConfiguration
  ) throws {
    let name = Self.file(kind, seed: seed)
    let url = folder.final(name)
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw StudyError.notARun(folder: folder.url.path, missing: "final/\(name)")
    }
    let file = try SafetensorsFile(contentsOf: url)
    try file.verifyChecksum()
    guard let text = file.metadata[Self.scalersKey],
      let scalers = try? JSONDecoder().decode(SeverityScalers.self, from: Data(text.utf8)),
      scalers.fits(configuration)
    else {
      throw RunFileError(file: url.path, reason: "its metadata hold no scalers that fit")
    }
    var random = RandomSource(seed: 0)
    network = SeverityNetwork(
      kind, featureCount: scalers.featureCount, configuration, using: &random)
    try StateDictionary(file).load(into: network, source: url.path)
    self.scalers = scalers
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
