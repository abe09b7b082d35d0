import GaitNN
import GaitTensor

extension RehabHybrid {
  /// The sizes and switches.
  public struct Configuration: ModelConfiguration {
    /// Channels of the physiological series (ours).
    public var signals = 8
    /// Clinical features (ours).
    public var clinical = 20
    /// Classes of the effect (ours).
    public var classes = 2
    /// The side of the convolutions' kernels, an odd number; the paper searches it and does not state
    /// its values.
    public var kernel = 3
    /// Whether the motion images are read (the CNN of the hybrid).
    public var usesImage = true
    /// Whether the physiological series are read (the LSTM of the hybrid).
    public var usesSignals = true
    /// Whether the clinical features are read.
    public var usesClinical = true
    /// Dropout of encoder and fusion; 0.2 and 0.4 are the values that the paper searches.
    public var dropout: Scalar = 0.4

    /// The defaults.
    public init() {}

    /// The modalities that are read.
    var modalityCount: Int { [usesImage, usesSignals, usesClinical].count { $0 } }

    /// Checks that sizes are positive, the kernel is odd, a modality is read, and the dropout rate
    /// lies in 0..<1.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [("signals", signals), ("clinical", clinical), ("classes", classes)], model: name)
      try ConfigurationError.require(
        kernel > 0 && kernel % 2 == 1, model: name, key: "kernel", expected: "an odd size",
        found: kernel)
      try ConfigurationError.require(
        modalityCount > 0, model: name, key: "usesImage", expected: "at least one modality",
        found: "none")
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// The three modalities of a batch of records.
  public struct Input: NamedInput, Sendable {
    /// Motion images [batch, 1, height, width].
    public var image: Tensor
    /// Physiological series [batch, time, signals].
    public var signals: Tensor
    /// Clinical features [batch, clinical].
    public var clinical: Tensor
    /// Which of the modalities that are read a record has [batch, modalities]; all where nil (ours).
    public var present: Mask?

    /// The three modalities, and which of them each record has.
    public init(image: Tensor, signals: Tensor, clinical: Tensor, present: Mask? = nil) {
      self.image = image
      self.signals = signals
      self.clinical = clinical
      self.present = present
    }

    /// The tensors `image`, `signals`, `clinical` and, if there is one, the mask `present`.
    public init(named: NamedTensors) throws {
      image = try named.tensor("image", of: name)
      signals = try named.tensor("signals", of: name)
      clinical = try named.tensor("clinical", of: name)
      present = named.masks["present"]
    }
  }

  /// The logits, and how much each modality weighed.
  public struct Output: NamedOutput, Sendable {
    /// Class logits [batch, classes].
    public let logits: Tensor
    /// The weights of image, signals and clinical features, as far as they are read
    /// [batch, modalities].
    public let attention: Tensor

    /// The outputs by name.
    public var named: [(name: String, tensor: Tensor)] {
      [("logits", logits), ("attention", attention)]
    }
  }
}
