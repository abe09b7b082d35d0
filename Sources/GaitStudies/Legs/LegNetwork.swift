import GaitData
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// The networks of the studies behind one face: streams in, the tasks' numbers at each frame out.
package struct LegNetwork {
  /// Which network, and which constant channels of a person it sees.
  package struct Kind: Sendable, Equatable {
    let architecture: Architecture
    var personChannels: [String] = []

    /// The name in results and files.
    var name: String { architecture.rawValue + (personChannels.isEmpty ? "" : Self.personSuffix) }

    /// What the name of a network that sees the person ends in.
    static let personSuffix = "-person"
  }

  let kind: Kind
  let module: any Module
  private let forward: ([Tensor], inout Context) -> Tensor

  init(
    _ kind: Kind, _ configuration: any LegStudyConfiguration, using random: inout RandomSource
  ) {
    self.kind = kind
    let sizes = LegNetworkSizes(kind, configuration)
    (module, forward) = kind.architecture.network(sizes, using: &random)
  }

  /// The weighted Huber loss of a batch, over the frames that count.
  func loss(
    _ batch: WindowBatch, _ configuration: any LegStudyConfiguration, _ context: inout Context
  ) -> Tensor {
    let losses = huberLosses(
      forward(batch.streams, &context) - batch.target, threshold: configuration.huberThreshold)
    let weights = batch.weights.expandingAxis(-1) * Tensor(configuration.targetWeights)
    let total = weights.sum().item
    return (losses * weights).sum() / max(total, 1)
  }

  /// Scaled numbers of windows [window, time, target], from the streams [window, time, channel].
  func output(_ streams: [Tensor]) -> Tensor {
    var context = Context.inference
    return forward(streams, &context)
  }

  /// Where the streams of windows look for each other [window, time, time], by direction; nil for a
  /// network without two streams.
  func attention(of streams: [Tensor]) -> [(name: String, weights: Tensor)]? {
    guard let network = module as? CrossLSTM else { return nil }
    var context = Context.inference
    let output = network(CrossLSTM.Input(imu: streams[0], emg: streams[1]), &context)
    return [
      ("motion reads muscles", output.imuFromEMG), ("muscles read motion", output.emgFromIMU),
    ]
  }

  /// Scaled numbers of a whole recording.
  func predict(
    _ example: SequenceExample, _ configuration: any LegStudyConfiguration
  ) -> FrameMatrix {
    let isExact = kind.architecture.needsExactTime
    let frameCount = max(example.frameCount, isExact ? configuration.windowLength : 0)
    let windows = OverlappingWindows(
      frameCount: frameCount, windowLength: configuration.windowLength, hop: configuration.hop)
    let streams = example.streams.map { windows.windows(of: $0.held(to: frameCount)) }
    var context = Context.inference
    return windows.joined(forward(streams, &context)).prefix(example.frameCount)
  }

  /// One pass over a window of zeros, for measuring how long it takes.
  func predictWindow(_ configuration: any LegStudyConfiguration) {
    let sizes = LegNetworkSizes(kind, configuration)
    let widths = [sizes.motion, sizes.muscles, sizes.person].filter { $0 > 0 }
    var context = Context.inference
    _ = forward(widths.map { Tensor.zeros([1, sizes.windowLength, $0]) }, &context)
  }

  /// Trains in place.
  func fit(
    on examples: [SequenceExample], _ configuration: any LegStudyConfiguration, seed: UInt64,
    record: Trainer.RunRecord?, observe: (TrainingEvent) throws -> Void
  ) throws {
    let batches = WindowSampler(
      examples, windowLength: configuration.windowLength, batchSize: configuration.batchSize,
      stepsPerEpoch: configuration.stepsPerEpoch, augmentation: configuration.augmentation,
      seed: seed)
    try configuration.trainer(seed: seed, record: record).fit(
      module, on: batches, epochs: configuration.epochs,
      loss: { batch, context in
        loss(batch, configuration, &context)
      }, observe: observe)
  }
}

/// What a network's layers are sized by.
struct LegNetworkSizes {
  let motion, muscles, person, outputs: Int
  let windowLength, hidden, heads, residualWidth: Int
  let dropout: Scalar

  init(_ kind: LegNetwork.Kind, _ configuration: any LegStudyConfiguration) {
    motion = configuration.motionChannels.count * configuration.motionLags.count
    muscles = 2 * configuration.muscleChannels.count
    person = kind.personChannels.count
    outputs = configuration.targetWeights.count
    windowLength = configuration.windowLength
    hidden = configuration.hidden
    heads = configuration.heads
    residualWidth = configuration.residualWidth
    dropout = configuration.dropout
  }
}
