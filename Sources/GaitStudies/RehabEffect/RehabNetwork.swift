import Foundation
import GaitClassic
import GaitData
import GaitEvaluation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// The networks of the study: the hybrid, and its two halves alone.
enum RehabNetworkKind: String, CaseIterable, Codable, Sendable {
  /// Images, signals and clinical features.
  case hybrid
  /// Motion images alone.
  case cnn
  /// Physiological series alone.
  case lstm

  var readsImage: Bool { self != .lstm }
  var readsSignals: Bool { self != .cnn }
}

/// What the inner folds choose.
struct RehabSettings: Codable, Hashable, Sendable {
  var kernel: Int
  var windowS: Double
  var dropout: Scalar

  /// What a network of a kind has of them.
  func name(_ kind: RehabNetworkKind) -> String {
    var parts: [String] = []
    if kind.readsImage { parts.append("kernel \(kernel)") }
    if kind.readsSignals { parts.append("window \(windowS) s") }
    return (parts + ["dropout \(dropout)"]).joined(separator: ", ")
  }
}

/// A network trained on patients, with the scaling of those patients.
struct RehabNetwork: Sendable {
  let kind: RehabNetworkKind
  let settings: RehabSettings
  private let scaler: RehabScaler
  private let windowSteps: Int
  private let weights: StateDictionary

  /// Trains on patients whose answers are known.
  ///
  /// - Throws: Errors of training and of its files.
  init(
    _ kind: RehabNetworkKind, _ settings: RehabSettings, fittedOn patients: [RehabPatient],
    _ configuration: RehabEffectConfiguration, seed: UInt64, record: Trainer.RunRecord?,
    observe: (TrainingEvent) throws -> Void
  ) throws {
    self.kind = kind
    self.settings = settings
    scaler = try RehabScaler(fittedOn: patients)
    windowSteps = Self.windowSteps(settings, configuration)
    var random = RandomSource(seed: seed)
    let network = RehabHybrid(Self.sizes(kind, settings), using: &random)
    var trainer = Trainer(optimizer: Adam(learningRate: configuration.learningRate))
    trainer.schedule = .cosine(warmUpSteps: 10, finalShare: 0.05)
    trainer.gradientNormLimit = 2
    trainer.averagingDecay = 0.95
    trainer.seed = seed ^ 0xD1CE
    trainer.record = record
    let batches = RehabBatches(
      patients, scaler, windowSteps: windowSteps, size: configuration.batchSize, seed: seed)
    try trainer.fit(
      network, on: batches, epochs: configuration.epochs,
      loss: { batch, context in
        crossEntropy(network(batch.input, &context).logits, classes: batch.classes) ?? Tensor(0)
      }, observe: observe)
    weights = StateDictionary(of: network)
  }

  /// The probability of a response and the modalities' weights for each patient.
  ///
  /// Windows overlap by half; their probabilities are averaged.
  func answers(_ patients: [RehabPatient]) throws -> [(probability: Double, attention: [Double])] {
    var random = RandomSource(seed: 0)
    let network = RehabHybrid(Self.sizes(kind, settings), using: &random)
    try weights.load(into: network, source: kind.rawValue)
    return patients.map { patient in
      let count = patient.series.count
      let starts =
        kind.readsSignals && count > windowSteps
        ? Array(stride(from: 0, through: count - windowSteps, by: max(1, windowSteps / 2))) : [0]
      let batch = RehabBatch(
        starts.map { (patient, $0) }, scaler, windowSteps: windowSteps)
      var context = Context.inference
      let output = network(batch.input, &context)
      let logits = output.logits.elements
      let sum = starts.indices.reduce(0.0) { sum, window in
        sum + 1 / (1 + exp(Double(logits[2 * window] - logits[2 * window + 1])))
      }
      let attention = output.attention.elements.prefix(output.attention.shape[1])
      return (sum / Double(starts.count), attention.map(Double.init))
    }
  }

  private static func windowSteps(
    _ settings: RehabSettings, _ configuration: RehabEffectConfiguration
  ) -> Int {
    max(2, Int((settings.windowS * configuration.frameRateHz).rounded()))
  }

  private static func sizes(
    _ kind: RehabNetworkKind, _ settings: RehabSettings
  ) -> RehabHybrid.Configuration {
    var sizes = RehabHybrid.Configuration()
    sizes.signals = RehabSeries.names.count
    sizes.clinical = RehabPatient.clinicalNames.count
    sizes.kernel = settings.kernel
    sizes.dropout = settings.dropout
    sizes.usesImage = kind.readsImage
    sizes.usesSignals = kind.readsSignals
    sizes.usesClinical = kind == .hybrid
    return sizes
  }

  private struct Preparation: Codable {
    let settings: RehabSettings
    let scaler: RehabScaler
    let windowSteps: Int
  }

  private static func fileName(_ kind: RehabNetworkKind) -> String {
    kind.rawValue + ".safetensors"
  }

  /// Writes the weights, and settings and scales in the file's metadata.
  func write(to folder: RunFolder) throws {
    try NetworkFile(
      weights: weights,
      preparation: Preparation(settings: settings, scaler: scaler, windowSteps: windowSteps)
    ).write(to: folder, as: Self.fileName(kind), model: "\(RehabHybrid.name) \(kind.rawValue)")
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, `StateDictionaryError` where it is of another model.
  init(_ kind: RehabNetworkKind, in folder: RunFolder) throws {
    let name = Self.fileName(kind)
    let file = try NetworkFile<Preparation>(name, in: folder)
    self.kind = kind
    settings = file.preparation.settings
    scaler = file.preparation.scaler
    windowSteps = file.preparation.windowSteps
    weights = file.weights
    var random = RandomSource(seed: 0)
    // A file of another model is refused here, not when it is asked.
    try weights.load(
      into: RehabHybrid(Self.sizes(kind, settings), using: &random),
      source: folder.final(name).path)
  }
}
