import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// Fits one network of a run, or finds it fitted already.
struct RecoveryFitting: Sendable {
  let configuration: AnkleRecoveryConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String

  /// Trains a network on training people, with their scalers.
  func fit(
    _ model: RecoveryModel, member: Int, fold: String?, on cases: [RecoveryCase],
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> FittedRecoveryNetwork {
    let scalers = try RecoveryScalers(
      fittedOn: cases, stancePoints: configuration.stancePoints)
    let name = member == 0 ? model.folderName : "\(model.folderName)-\(member + 1)"
    let job = "\(fold ?? "all")/\(name)"
    // Ablations begin with the draws of the whole network, so that only what is left out differs.
    let drawn = "\(fold ?? "all")/\(member)"
    let own = RunManifest.seed(of: drawn, run: seed)
    var random = RandomSource(seed: own)
    let network = RecoveryNetwork(model, configuration, scalers, using: &random)
    var trainer = Trainer(
      optimizer: Adam(
        learningRate: configuration.learningRate, weightDecay: configuration.weightDecay))
    trainer.schedule = .cosine(warmUpSteps: 20, finalShare: 0.02)
    trainer.gradientNormLimit = 2
    trainer.averagingDecay =
      configuration.averagingDecay > 0 ? configuration.averagingDecay : nil
    trainer.seed = own ^ 0xD1CE
    trainer.record = Trainer.RunRecord(
      folder: folder.url.appendingPathComponent("jobs")
        .appendingPathComponent(fold ?? "everyone").appendingPathComponent(name),
      identity: "\(identity) \(job)", epochsBetween: 10, isResuming: true)
    let batches = RecoveryBatches(
      try cases.map(scalers.prepared), scalers, configuration,
      isAugmented: model != .withoutAugmentation, seed: own)
    try trainer.fit(
      network.module, on: batches, epochs: configuration.epochs,
      loss: { batch, context in network.loss(batch, configuration, scalers, &context) },
      observe: { event in
        if let told = StudyEvent(event, of: job) { observe(told) }
      })
    return FittedRecoveryNetwork(
      network: network, scalers: scalers, configuration: configuration)
  }
}

/// A trained network with the scalers of its training people.
struct FittedRecoveryNetwork {
  let network: RecoveryNetwork
  let scalers: RecoveryScalers
  let configuration: AnkleRecoveryConfiguration

  /// Predicts, a few people at a time.
  func predict(_ cases: [RecoveryCase]) throws -> [RecoveryPrediction] {
    try stride(from: 0, to: cases.count, by: 64).flatMap { start in
      try predict(part: Array(cases[start..<min(start + 64, cases.count)]))
    }
  }

  private func predict(part cases: [RecoveryCase]) throws -> [RecoveryPrediction] {
    let batch = RecoveryBatch(try cases.map(scalers.prepared), scalers)
    var context = Context.inference
    let output = network(batch, &context)
    let progress = output.progress.elements
    let levels = output.level.map { softmax($0).elements }
    let weeks = output.weeks?.elements
    let looks = network.model == .stAMMFN ? output.attention : nil
    let modalities = looks?.modalityAttention.elements
    let visits = looks?.visitAttention[.insole]?.elements
    let stance = looks?.phaseAttention?.elements
    return cases.indices.map { row in
      func part(_ values: [Scalar]?) -> [Double] {
        guard let values else { return [] }
        let width = values.count / cases.count
        return values[row * width..<(row + 1) * width].map(Double.init)
      }
      let worn = min(
        cases[row].visits.suffix(scalers.visitCount).count { $0.stance != nil },
        scalers.visitCount)
      let points = part(stance)
      let width = points.count / max(1, scalers.visitCount)
      return RecoveryPrediction(
        participant: cases[row].participant.rawValue, progress: Double(progress[row]),
        levels: part(levels), weeks: weeks.map { Double($0[row]) * scalers.meanWeeks },
        attention: looks == nil
          ? nil
          : RecoveryPrediction.Attention(
            modalities: part(modalities), insoleVisits: part(visits),
            stance: (0..<width).map { point in
              (0..<worn).reduce(0) { $0 + points[$1 * width + point] } / Double(max(1, worn))
            }))
    }
  }

  private static func fileName(_ model: RecoveryModel, _ member: Int) -> String {
    "\(model.folderName)-\(member + 1).safetensors"
  }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder, member: Int) throws {
    try NetworkFile(weights: StateDictionary(of: network.module), preparation: scalers)
      .write(
        to: folder, as: Self.fileName(network.model, member), model: network.model.rawValue)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: `StudyError.notARun`, errors of the file, and `StateDictionaryError` where it is of
  ///   another model.
  init(
    _ model: RecoveryModel, member: Int, in folder: RunFolder,
    _ configuration: AnkleRecoveryConfiguration
  ) throws {
    let name = Self.fileName(model, member)
    let file = try NetworkFile<RecoveryScalers>(name, in: folder)
    scalers = file.preparation
    var random = RandomSource(seed: 0)
    network = RecoveryNetwork(model, configuration, scalers, using: &random)
    try file.weights.load(into: network.module, source: folder.final(name).path)
    self.configuration = configuration
  }

  init(
    network: RecoveryNetwork, scalers: RecoveryScalers, configuration: AnkleRecoveryConfiguration
  ) {
    self.network = network
    self.scalers = scalers
    self.configuration = configuration
  }
}
