import Foundation
import GaitData
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// The networks of the study behind one face: two streams in, moments out.
struct JointMomentNetwork {
  /// Which network.
  enum Kind: String, CaseIterable, Codable, Sendable {
    case crossLSTM = "cross-lstm"
    case lstm
  }

  let kind: Kind
  let module: any Module
  private let forward: ([Tensor], inout Context) -> Tensor

  init(
    _ kind: Kind, _ configuration: JointMomentsConfiguration, using random: inout RandomSource
  ) {
    self.kind = kind
    let motionCount = configuration.motionChannels.count * configuration.motionLags.count
    let muscleCount = 2 * configuration.muscleChannels.count
    switch kind {
    case .crossLSTM:
      var sizes = CrossLSTM.Configuration()
      sizes.imuChannels = motionCount
      sizes.emgChannels = muscleCount
      sizes.outputs = configuration.targetWeights.count
      sizes.hidden = configuration.hidden
      sizes.heads = configuration.heads
      sizes.dropout = configuration.dropout
      let network = CrossLSTM(sizes, using: &random)
      module = network
      forward = { streams, context in
        network(CrossLSTM.Input(imu: streams[0], emg: streams[1]), &context).moment
      }
    case .lstm:
      var sizes = LSTMNetwork.Configuration()
      sizes.channels = motionCount + muscleCount
      sizes.time = configuration.windowLength
      sizes.outputs = configuration.targetWeights.count
      sizes.hidden = configuration.hidden
      sizes.dropout = configuration.dropout
      let network = LSTMNetwork(sizes, using: &random)
      module = network
      forward = { streams, context in
        network(SequenceInput(concatenated(streams, axis: -1)), &context).y
      }
    }
  }

  /// The weighted Huber loss of a batch, over the frames that count.
  func loss(
    _ batch: WindowBatch, _ configuration: JointMomentsConfiguration, _ context: inout Context
  ) -> Tensor {
    let threshold = configuration.huberThreshold
    let error = forward(batch.streams, &context) - batch.target
    let clipped = error - relu(error - threshold) + relu(-error - threshold)
    let losses = clipped * (error - clipped * 0.5)
    let weights = batch.weights.expandingAxis(-1) * Tensor(configuration.targetWeights)
    let total = weights.sum().item
    return (losses * weights).sum() / max(total, 1)
  }

  /// Scaled moments of a whole recording.
  func predict(
    _ example: SequenceExample, _ configuration: JointMomentsConfiguration
  ) -> FrameMatrix {
    let windows = OverlappingWindows(
      frameCount: example.frameCount, windowLength: configuration.windowLength,
      hop: configuration.hop)
    var context = Context.inference
    return windows.joined(forward(example.streams.map(windows.windows), &context))
  }

  /// Trains in place.
  func fit(
    on examples: [SequenceExample], _ configuration: JointMomentsConfiguration, seed: UInt64,
    record: Trainer.RunRecord?, observe: (TrainingEvent) throws -> Void
  ) throws {
    var trainer = Trainer(
      optimizer: Adam(
        learningRate: configuration.learningRate, weightDecay: configuration.weightDecay))
    trainer.schedule = .cosine(
      warmUpSteps: configuration.warmUpSteps, finalShare: configuration.finalRateShare)
    trainer.gradientNormLimit = configuration.gradientNormLimit
    trainer.averagingDecay =
      configuration.averagingDecay > 0 ? configuration.averagingDecay : nil
    trainer.seed = seed ^ 0xD1CE
    trainer.record = record
    let batches = WindowSampler(
      examples, windowLength: configuration.windowLength, batchSize: configuration.batchSize,
      stepsPerEpoch: configuration.stepsPerEpoch, augmentation: configuration.augmentation,
      seed: seed)
    try trainer.fit(
      module, on: batches, epochs: configuration.epochs,
      loss: { batch, context in
        loss(batch, configuration, &context)
      }, observe: observe)
  }
}
