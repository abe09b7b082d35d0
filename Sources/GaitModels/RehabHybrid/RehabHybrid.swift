import GaitKernels
import GaitNN
import GaitTensor

/// Images, signals and clinical features under modality attention: the effect of rehabilitation.
///
/// In the design of preprints.org 202506.2091 (2025, not peer-reviewed): a CNN on motion images beside
/// an LSTM on physiological series, fused with weights for the modalities. Sizes are ours.
public final class RehabHybrid: MultiTaskModel {
  /// `rehab-hybrid`.
  public static let name = "rehab-hybrid"
  /// The design in a line.
  public static let summary =
    "CNN, LSTM and clinical features under modality attention: effect of rehabilitation (2025)"

  static let width = 64

  /// Images of 64 x 64 and series of 128 steps.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    NamedTensors(tensors: [
      "image": .normal([batch, 1, 64, 64], using: &random),
      "signals": .normal([batch, 128, configuration.signals], using: &random),
      "clinical": .normal([batch, configuration.clinical], using: &random),
    ])
  }

  /// The sizes and switches.
  public let configuration: Configuration
  private let convolutions: [Convolution2D]
  private let norms: [BatchNorm]
  private let recurrent: LSTM?
  private let clinical: StaticEncoder?
  private let modality: ModalityAttention
  private let fusion, output: Linear
  private let dropout: Dropout

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let (width, rate) = (Self.width, configuration.dropout)
    let channels = configuration.usesImage ? [1, 16, 32, width] : []
    let side = configuration.kernel
    let kernel = PlaneExtent(height: side, width: side)
    let margin = PlaneExtent(height: side / 2, width: side / 2)
    convolutions = zip(channels, channels.dropFirst()).map {
      Convolution2D(
        inputs: $0, outputs: $1, kernel: kernel, padding: margin, using: &random)
    }
    norms = channels.dropFirst().map { BatchNorm(features: $0) }
    recurrent =
      configuration.usesSignals
      ? LSTM(
        inputs: configuration.signals, hidden: width, layers: 2, dropout: rate > 0 ? 0.3 : 0,
        using: &random) : nil
    clinical =
      configuration.usesClinical
      ? StaticEncoder(
        features: configuration.clinical, hidden: 32, width: width, dropout: rate, using: &random)
      : nil
    let modalities = configuration.modalityCount
    modality = ModalityAttention(modalities: modalities, width: width, using: &random)
    fusion = Linear(inputs: (modalities + 1) * width, outputs: width, using: &random)
    output = Linear(inputs: width, outputs: configuration.classes, using: &random)
    dropout = Dropout(rate)
  }

  /// Checks the image, which must bear three halvings, the signals, and the clinical features.
  public func validate(_ input: Input) throws {
    try require(input.image, "image", [nil, 1, nil, nil], "[batch, 1, height, width]")
    let shape = input.image.shape
    guard shape[2] >= 8, shape[3] >= 8 else {
      throw ModelInputError.shape(
        model: Self.name, field: "image", expected: "at least [batch, 1, 8, 8]", found: shape)
    }
    try require(
      input.signals, "signals", [shape[0], nil, configuration.signals],
      "[\(shape[0]), time, \(configuration.signals)]")
    try require(
      input.clinical, "clinical", [shape[0], configuration.clinical],
      "[\(shape[0]), \(configuration.clinical)]")
    guard let present = input.present else { return }
    let modalities = configuration.modalityCount
    guard present.shape == [shape[0], modalities] else {
      throw ModelInputError.shape(
        model: Self.name, field: "present", expected: "[\(shape[0]), \(modalities)]",
        found: present.shape)
    }
  }

  /// The class logits of each record.
  public func callAsFunction(_ input: Input, _ context: inout Context) -> Output {
    expectValid(input)
    var encoded: [Tensor] = []
    if configuration.usesImage {
      let image = input.image
      // One channel: the plane is channels-last as it stands.
      var z = image.reshaped(to: [image.shape[0], image.shape[2], image.shape[3], 1])
      for (convolution, norm) in zip(convolutions, norms) {
        // The rectifier goes behind the windows, where fewer elements are left.
        z = maxPool2D(
          channelsLast: convolution(channelsLast: z, norm: norm, &context), window: 2,
          isRectified: true)
      }
      encoded.append(z.reshaped(to: [z.shape[0], -1, z.shape[3]]).mean(axis: 1))
    }
    if let recurrent {
      let h = recurrent(input.signals, &context)
      encoded.append(h.selected(axis: 1, h.shape[1] - 1))
    }
    if let clinical { encoded.append(clinical(input.clinical, &context)) }
    var modalities = stacked(encoded, axis: 1)
    if let present = input.present { modalities = modalities.masked(leading: present) }
    let (fused, weights) = modality(modalities, present: input.present)
    let known = concatenated([fused, modalities.flattened(from: 1)], axis: 1)
    let hidden = dropout(fusion(known, activation: .relu), &context)
    return Output(logits: output(hidden), attention: weights)
  }

  /// Names `conv`, `bn`, `lstm`, `clinical`, `modality`, `fuse` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("conv", convolutions)
    registry.add("bn", norms)
    if let recurrent { registry.add("lstm", recurrent) }
    if let clinical { registry.add("clinical", clinical) }
    registry.add("modality", modality)
    registry.add("fuse", fusion)
    registry.add("out", output)
  }
}
