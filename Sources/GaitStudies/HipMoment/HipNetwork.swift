import Foundation
import GaitData
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// The networks of the study behind one face: a window in, the moment at one of its frames out.
struct HipNetwork {
  /// LSTAM, its three ablations, and what it is compared with.
  enum Kind: String, CaseIterable, Sendable {
    case lstam
    case withoutSpectrum = "lstam-without-fft"
    case withoutAutoencoder = "lstam-without-autoencoder"
    case withoutAttention = "lstam-without-attention"
    case lstm
    case temporalConvolution = "tcn"
    case plane = "cnn2d"
    case timeMixer = "timemixer"
    case xPatch = "xpatch"
    case feedForward = "ffn"
    case transformer

    /// Whether it is LSTAM with a part taken out.
    var isAblation: Bool {
      switch self {
      case .withoutSpectrum, .withoutAutoencoder, .withoutAttention: true
      default: false
      }
    }

    /// The name in the catalog.
    fileprivate var catalogName: String { isAblation ? Kind.lstam.rawValue : rawValue }
  }

  /// What a window gives.
  struct Answer {
    /// The scaled moment [batch, 1].
    let moment: Tensor
    /// The autoencoder's reconstruction [batch, time, channels]; nil without one.
    let reconstruction: Tensor?
    /// The weight of each step [batch, time]; nil without attention.
    let attention: Tensor?
  }

  let kind: Kind
  private let model: CatalogedModel
  private let predictedStep: Int

  /// The parameters and running state.
  var module: any Module { model.module }

  /// A network whose weights are drawn.
  ///
  /// - Throws: `ConfigurationError` where the network cannot have the study's sizes.
  init(
    _ kind: Kind, _ configuration: HipMomentConfiguration, using random: inout RandomSource
  ) throws {
    self.kind = kind
    predictedStep = configuration.predictedStep
    model = try ModelCatalog.entry(kind.catalogName).model(
      configuration: JSONEncoder().encode(Sizes(kind, configuration)), using: &random)
  }

  /// The moment of each window [batch, time, channels].
  func callAsFunction(_ x: Tensor, _ context: inout Context) throws -> Answer {
    let outputs = try model(NamedTensors(tensors: ["x": x]), &context)
    func output(_ name: String) -> Tensor? { outputs.first { $0.name == name }?.tensor }
    if let moment = output("moment") {
      return Answer(
        moment: moment, reconstruction: output("reconstruction"), attention: output("attention"))
    }
    guard let steps = output("y") else { throw CatalogError.unknownModel(kind.rawValue, known: []) }
    return Answer(
      moment: steps.selected(axis: 1, predictedStep), reconstruction: nil, attention: nil)
  }

  /// The Huber loss of the moments and, where there is an autoencoder, of its reconstruction.
  func loss(
    _ batch: MomentBatch, _ configuration: HipMomentConfiguration, _ context: inout Context
  ) throws -> Tensor {
    let answer = try self(batch.x, &context)
    let loss = huberLosses(
      answer.moment - batch.moment, threshold: configuration.huberThreshold
    ).mean()
    guard configuration.reconstructionWeight > 0, let own = answer.reconstruction else {
      return loss
    }
    return loss + square(own - batch.x).mean() * configuration.reconstructionWeight
  }

  /// Trains in place; gives the loss of each epoch.
  @discardableResult
  func fit(
    on examples: [SequenceExample], _ configuration: HipMomentConfiguration, stepsPerEpoch: Int,
    seed: UInt64, record: Trainer.RunRecord? = nil,
    observe: (TrainingEvent) throws -> Void
  ) throws -> [EpochReport] {
    try configuration.trainer(seed: seed, record: record).fit(
      module, on: MomentWindows(examples, configuration, stepsPerEpoch: stepsPerEpoch, seed: seed),
      epochs: configuration.epochs,
      loss: { batch, context in try loss(batch, configuration, &context) }, observe: observe)
  }
}

/// The fields of the networks' configurations that the study sets; the rest are the catalog's.
private struct Sizes: Encodable {
  let channels, time: Int
  let outputs = 1
  var hidden, latent, width: Int?
  var dropout: Scalar?
  var spectral, autoencoder, attention: Bool?

  init(_ kind: HipNetwork.Kind, _ configuration: HipMomentConfiguration) {
    channels = configuration.channelCount
    time = configuration.windowLength
    switch kind {
    case .lstam, .withoutSpectrum, .withoutAutoencoder, .withoutAttention:
      (hidden, latent) = (configuration.hidden, configuration.latent)
      spectral = kind != .withoutSpectrum
      autoencoder = kind != .withoutAutoencoder
      attention = kind != .withoutAttention
    case .lstm: hidden = configuration.hidden
    case .temporalConvolution: width = configuration.hidden
    case .plane, .timeMixer, .xPatch, .feedForward, .transformer: break
    }
    switch kind {
    case .plane, .timeMixer, .xPatch: break
    default: dropout = configuration.dropout
    }
  }
}

extension HipMomentConfiguration {
  /// The channels of a window: motion, and each muscle with whether it is in order.
  var channelCount: Int { motionChannels.count + 2 * muscleChannels.count }
}
