import Foundation
import GaitData
import GaitKernels
import GaitModels
import GaitNN
import GaitRecords
import GaitTensor
import GaitTraining

/// GaitVAE, trained on strides whose channels have unit scale.
struct NetworkStrideGenerator: StrideGenerator {
  static let name = GaitVAE.name
  private static let fileName = "gait-vae.safetensors"

  private let sizes: GaitVAE.Configuration
  private let weights: StateDictionary
  private let scaler: ConditionScaler
  /// The root-mean-square load of each sensor in training.
  private let scales: [Float]
  private let silence: SilentSensors

  /// Trains on strides; the files of the fit go to a folder, from which it is gone on with.
  init(
    fittedOn strides: [Stride], sensors: Int, _ configuration: GaitSimulationConfiguration,
    seed: UInt64, record: Trainer.RunRecord?, observe: (TrainingEvent) throws -> Void
  ) throws {
    scaler = ConditionScaler(fittedOn: strides.map(\.condition))
    scales = Self.scales(of: strides, sensors: sensors)
    var random = RandomSource(seed: seed)
    sizes = Self.sizes(configuration, sensors: sensors)
    let network = GaitVAE(sizes, using: &random)
    let batches = StrideBatches(
      strides, features: strides.map { [scaler] in scaler.features($0.condition).map(Float.init) },
      scales: scales, size: configuration.batchSize, stepsPerEpoch: configuration.stepsPerEpoch,
      seed: seed)
    var trainer = Trainer(optimizer: Adam(learningRate: configuration.learningRate))
    trainer.schedule = .cosine(warmUpSteps: 20, finalShare: 0.05)
    trainer.gradientNormLimit = 5
    trainer.averagingDecay = 0.99
    trainer.seed = seed
    trainer.record = record
    try trainer.fit(
      network, on: batches, epochs: configuration.epochs,
      loss: { batch, context in
        // The divergence is let in slowly: from the start, it would keep every code empty.
        let share = min(1, Scalar(batch.epoch + 1) / Scalar(configuration.warmUpEpochs))
        let objective = GaitVAE.objective(
          network.configuration, beta: configuration.beta * share,
          peakWeight: configuration.peakWeight)
        let input = GaitVAE.Input(stride: batch.strides, condition: batch.conditions)
        return objective(network(input, &context), batch.strides).total
      }, observe: observe)
    weights = StateDictionary(of: network)
    silence = SilentSensors(
      of: strides,
      drawn: Self.draw(strides.map(\.condition), network, scaler, scales, using: &random))
  }

  func draw(_ conditions: [StrideCondition], seed: UInt64) throws -> [[Float]] {
    var random = RandomSource(seed: seed)
    let network = GaitVAE(sizes, using: &random)
    try weights.load(into: network, source: Self.name)
    return Self.draw(conditions, network, scaler, scales, using: &random).map(silence.silenced)
  }

  private static func draw(
    _ conditions: [StrideCondition], _ network: GaitVAE, _ scaler: ConditionScaler,
    _ scales: [Float], using random: inout RandomSource
  ) -> [[Float]] {
    let rows = conditions.flatMap { scaler.features($0).map(Float.init) }
    let strides = network.sample(
      condition: Tensor(rows, shape: [conditions.count, ConditionScaler.count]), using: &random)
    let size = strides.count / max(1, conditions.count)
    let elements = strides.elements
    return conditions.indices.map { row in
      (0..<size).map { elements[row * size + $0] * scales[$0 % scales.count] }
    }
  }

  private struct Preparation: Codable {
    let scaler: ConditionScaler
    let scales: [Float]
    let silence: SilentSensors
  }

  /// Writes the weights, and how strides and conditions are scaled in the file's metadata.
  func write(to folder: RunFolder) throws {
    try NetworkFile(
      weights: weights, preparation: Preparation(scaler: scaler, scales: scales, silence: silence)
    ).write(to: folder, as: Self.fileName, model: Self.name)
  }

  /// Reads a generator that `write` wrote.
  ///
  /// - Throws: Errors of the file, `StateDictionaryError` where it is of another model.
  init(in folder: RunFolder, _ configuration: GaitSimulationConfiguration) throws {
    let file = try NetworkFile<Preparation>(Self.fileName, in: folder)
    scaler = file.preparation.scaler
    scales = file.preparation.scales
    silence = file.preparation.silence
    sizes = Self.sizes(configuration, sensors: scales.count)
    weights = file.weights
    var random = RandomSource(seed: 0)
    // A file of another model is refused here, not when strides are drawn.
    try weights.load(
      into: GaitVAE(sizes, using: &random), source: folder.final(Self.fileName).path)
  }

  private static func sizes(
    _ configuration: GaitSimulationConfiguration, sensors: Int
  ) -> GaitVAE.Configuration {
    var sizes = GaitVAE.Configuration()
    sizes.channels = sensors
    sizes.pressures = sensors
    sizes.time = Stride.phaseCount
    sizes.condition = ConditionScaler.count
    sizes.latent = configuration.latent
    sizes.width = configuration.width
    return sizes
  }

  private static func scales(of strides: [Stride], sensors: Int) -> [Float] {
    var squares = [Double](repeating: 0, count: sensors)
    for stride in strides {
      for (index, load) in stride.loads.enumerated() {
        squares[index % sensors] += Double(load) * Double(load)
      }
    }
    let count = Double(strides.count * Stride.phaseCount)
    return squares.map { $0 > 0 ? Float(($0 / count).squareRoot()) : 1 }
  }
}

/// Strides drawn at random, every person as often as any other.
private struct StrideBatches: Batches {
  struct Batch {
    let strides: Tensor
    let conditions: Tensor
    let epoch: Int
  }

  private let strides: [[Float]]
  private let features: [[Float]]
  private let people: [[Int]]
  private let size: Int
  private let seed: UInt64
  let stepsPerEpoch: Int

  init(
    _ strides: [Stride], features: [[Float]], scales: [Float], size: Int, stepsPerEpoch: Int,
    seed: UInt64
  ) {
    self.strides = strides.map { stride in
      stride.loads.enumerated().map { $1 / scales[$0 % scales.count] }
    }
    self.features = features
    var rows: [ParticipantID: [Int]] = [:]
    for (row, stride) in strides.enumerated() { rows[stride.participant, default: []].append(row) }
    people = rows.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
    self.size = size
    self.stepsPerEpoch = stepsPerEpoch
    self.seed = seed
  }

  func batch(step: Int, epoch: Int) -> Batch {
    var random = RandomSource(seed: seed ^ 0x5EED &+ UInt64(epoch * stepsPerEpoch + step))
    let rows = (0..<size).map { _ in
      let own = people[Int.random(in: people.indices, using: &random)]
      return own[Int.random(in: own.indices, using: &random)]
    }
    let width = strides[0].count / Stride.phaseCount
    return Batch(
      strides: Tensor(rows.flatMap { strides[$0] }, shape: [size, Stride.phaseCount, width]),
      conditions: Tensor(rows.flatMap { features[$0] }, shape: [size, ConditionScaler.count]),
      epoch: epoch)
  }
}
