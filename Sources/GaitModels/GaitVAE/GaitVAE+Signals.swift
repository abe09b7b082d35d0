import GaitNN
import GaitTensor

extension GaitVAE {
  /// The sizes.
  public struct Configuration: ModelConfiguration {
    /// Channels of a stride; 50 are two insoles of 25 (ours).
    public var channels = 50
    /// Steps of a stride, a multiple of four (ours).
    public var time = 100
    /// Features of the patient and the week that a stride is conditioned on (ours).
    public var condition = 8
    /// Numbers of the code (ours).
    public var latent = 16
    /// Channels of the convolutions (ours).
    public var width = 64
    /// Leading channels that are pressures and never negative; 16 sensors a foot (Zhang, Meng, Jiang 2025).
    public var pressures = 32

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive, the time divisible by four, and the number of pressures.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("condition", condition), ("latent", latent), ("width", width),
        ], model: name)
      try ConfigurationError.require(
        time > 0 && time % 4 == 0, model: name, key: "time",
        expected: "a positive multiple of 4, halved twice and doubled twice", found: time)
      try ConfigurationError.require(
        pressures >= 0 && pressures <= channels, model: name, key: "pressures",
        expected: "a number of channels, 0...\(channels)", found: pressures)
    }
  }

  /// Strides and what they are conditioned on.
  public struct Input: NamedInput, Sendable {
    /// Strides [batch, time, channels].
    public var stride: Tensor
    /// Severity, side, week, speed and the like [batch, condition].
    public var condition: Tensor
    /// Standard normal numbers [batch, latent]; drawn where nil.
    public var noise: Tensor?

    /// Strides, conditions and, where the draw is given, the noise.
    public init(stride: Tensor, condition: Tensor, noise: Tensor? = nil) {
      self.stride = stride
      self.condition = condition
      self.noise = noise
    }

    /// The tensors `stride`, `condition` and, if there is one, `noise`.
    public init(named: NamedTensors) throws {
      stride = try named.tensor("stride", of: name)
      condition = try named.tensor("condition", of: name)
      noise = named.tensors["noise"]
    }
  }

  /// The strides again, and the distribution of their codes.
  public struct Output: NamedOutput, Sendable {
    /// Reconstructed strides [batch, time, channels].
    public let reconstruction: Tensor
    /// Means of the codes [batch, latent].
    public let mean: Tensor
    /// Logarithms of their variances [batch, latent].
    public let logVariance: Tensor

    /// The outputs by name: `reconstruction`, `mu` and `logvar`.
    public var named: [(name: String, tensor: Tensor)] {
      [("reconstruction", reconstruction), ("mu", mean), ("logvar", logVariance)]
    }
  }
}
