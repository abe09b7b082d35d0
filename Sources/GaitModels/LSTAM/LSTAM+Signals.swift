import GaitNN
import GaitTensor

extension LSTAM {
  /// The sizes and switches.
  public struct Configuration: ModelConfiguration {
    /// Input channels; 15 are eleven muscles and four joint angles (ours).
    public var channels = 15
    /// Steps of a window; 60 are 300 ms at 200 Hz, after the authors' earlier paper (ours).
    public var time = 60
    /// Joint moments; two are hip flexion and abduction (Xiong and others 2026).
    public var outputs = 2
    /// Width of the LSTM (ours).
    public var hidden = 128
    /// Channels of the autoencoder's code (ours).
    public var latent = 32
    /// Dropout between the LSTM layers and behind them (ours).
    public var dropout: Scalar = 0.2
    /// Whether the spectral filter is there; without it, the paper's first ablation.
    public var hasSpectralFilter = true
    /// Whether the autoencoder is there; without it, the paper's second ablation.
    public var hasAutoencoder = true
    /// Whether attention pools the steps; without it, the paper's third ablation.
    public var hasAttention = true

    /// The defaults.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case channels, time, outputs, hidden, latent, dropout
      case hasSpectralFilter = "spectral"
      case hasAutoencoder = "autoencoder"
      case hasAttention = "attention"
    }

    /// Checks that sizes are positive and the dropout rate lies in 0..<1.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("hidden", hidden),
          ("latent", latent),
        ], model: name)
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// A batch of windows.
  public struct Input: NamedInput, Sendable {
    /// Signals [batch, time, channels].
    public var x: Tensor

    /// The signals.
    public init(_ x: Tensor) {
      self.x = x
    }

    /// The tensor `x`.
    public init(named: NamedTensors) throws {
      x = try named.tensor("x", of: name)
    }
  }

  /// The moments, the reconstruction, and where the network looked.
  public struct Output: NamedOutput, Sendable {
    /// Joint moments at the end of each window [batch, outputs].
    public let moment: Tensor
    /// The autoencoder's reconstruction [batch, time, channels]; nil without one.
    public let reconstruction: Tensor?
    /// The weight of each step [batch, time]; nil without attention.
    public let attention: Tensor?

    /// The outputs by name.
    public var named: [(name: String, tensor: Tensor)] {
      [("moment", moment)] + (reconstruction.map { [("reconstruction", $0)] } ?? [])
        + (attention.map { [("attention", $0)] } ?? [])
    }
  }
}
