import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

extension LegNetwork {
  /// The architectures that the studies know, by their names in the catalog.
  enum Architecture: String, CaseIterable, Sendable {
    case crossLSTM = "cross-lstm"
    case planeLSTM = "cnn2d-lstm"
    case feedForward = "ffn"
    case lstm
    case bidirectionalLSTM = "bilstm"
    case convolution = "cnn1d"
    case plane = "cnn2d"
    case convolutionLSTM = "cnn1d-lstm"
    case temporalConvolution = "tcn"
    case transformer
    case inception
    case residual = "resnet50"

    typealias Forward = ([Tensor], inout Context) -> Tensor

    /// Whether the network takes windows of the trained length only.
    var needsExactTime: Bool {
      switch self {
      case .feedForward: FeedForwardNetwork.needsExactTime
      case .residual: ResNet50.needsExactTime
      default: false
      }
    }

    /// A network whose weights are drawn, and its pass over the streams of a leg.
    func network(
      _ sizes: LegNetworkSizes, using random: inout RandomSource
    ) -> (any Module, Forward) {
      switch self {
      case .crossLSTM: return Self.crossLSTM(sizes, using: &random)
      case .planeLSTM: return Self.planeLSTM(sizes, using: &random)
      case .feedForward:
        return Self.panel(FeedForwardNetwork.self, sizes, using: &random) {
          $0.dropout = sizes.dropout
        }
      case .lstm:
        return Self.panel(LSTMNetwork.self, sizes, using: &random) {
          $0.hidden = sizes.hidden
          $0.dropout = sizes.dropout
        }
      case .bidirectionalLSTM:
        return Self.panel(BidirectionalLSTMNetwork.self, sizes, using: &random) {
          $0.hidden = sizes.hidden
          $0.dropout = sizes.dropout
        }
      case .convolution: return Self.panel(CNN1DNetwork.self, sizes, using: &random) { _ in }
      case .plane: return Self.panel(CNN2DNetwork.self, sizes, using: &random) { _ in }
      case .convolutionLSTM:
        return Self.panel(CNN1DLSTMNetwork.self, sizes, using: &random) {
          $0.hidden = sizes.hidden
        }
      case .temporalConvolution:
        return Self.panel(TemporalConvolutionalNetwork.self, sizes, using: &random) {
          $0.width = sizes.hidden
          $0.dropout = sizes.dropout
        }
      case .transformer:
        return Self.panel(TransformerNetwork.self, sizes, using: &random) {
          $0.dropout = sizes.dropout
        }
      case .inception: return Self.panel(InceptionNetwork.self, sizes, using: &random) { _ in }
      case .residual:
        return Self.panel(ResNet50.self, sizes, using: &random) { $0.width = sizes.residualWidth }
      }
    }

    private static func crossLSTM(
      _ sizes: LegNetworkSizes, using random: inout RandomSource
    ) -> (any Module, Forward) {
      var own = CrossLSTM.Configuration()
      own.imuChannels = sizes.motion
      own.emgChannels = sizes.muscles
      own.outputs = sizes.outputs
      own.hidden = sizes.hidden
      own.heads = sizes.heads
      own.dropout = sizes.dropout
      let network = CrossLSTM(own, using: &random)
      return (
        network,
        { streams, context in
          network(CrossLSTM.Input(imu: streams[0], emg: streams[1]), &context).moment
        }
      )
    }

    /// The published network, which takes a person's features behind its LSTM.
    private static func planeLSTM(
      _ sizes: LegNetworkSizes, using random: inout RandomSource
    ) -> (any Module, Forward) {
      var own = CNN2DLSTM.Configuration()
      own.channels = sizes.motion + sizes.muscles
      own.subject = sizes.person
      own.outputs = sizes.outputs
      own.hidden = sizes.hidden
      own.dropout = sizes.dropout
      let network = CNN2DLSTM(own, using: &random)
      return (
        network,
        { streams, context in
          let hasPerson = sizes.person > 0
          let signals = Self.sideBySide(hasPerson ? Array(streams.dropLast()) : streams)
          // Constant over the window, so that its mean is any of its frames.
          let person = hasPerson ? streams.last?.mean(axis: 1) : nil
          return network(CNN2DLSTM.Input(x: signals, subject: person), &context)
            .groundReactionForce
        }
      )
    }

    /// A comparison network on all streams side by side.
    private static func panel<Network: PanelNetwork>(
      _ type: Network.Type, _ sizes: LegNetworkSizes, using random: inout RandomSource,
      _ adjust: (inout Network.Configuration) -> Void
    ) -> (any Module, Forward) {
      var own = Network.Configuration()
      own.channels = sizes.motion + sizes.muscles + sizes.person
      own.time = sizes.windowLength
      own.outputs = sizes.outputs
      adjust(&own)
      let network = Network(own, using: &random)
      return (
        network,
        { streams, context in network(SequenceInput(sideBySide(streams)), &context).y }
      )
    }

    private static func sideBySide(_ streams: [Tensor]) -> Tensor {
      streams.count > 1 ? concatenated(streams, axis: -1) : streams[0]
    }
  }
}
