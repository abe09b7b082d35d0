import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// The least of networks: one rectified layer and a linear head at every step.
final class TinyNetwork: MultiTaskModel {
  /// The sizes.
  struct Configuration: ModelConfiguration {
    /// Input channels (ours).
    var channels = 6
    /// Outputs at every step (ours).
    var outputs = 2
    /// Width of the layer (ours).
    var hidden = 16

    /// Checks that sizes are positive.
    func validate() throws {
      for (key, size) in [("channels", channels), ("outputs", outputs), ("hidden", hidden)]
      where size < 1 {
        throw ConfigurationError.invalidValue(
          model: name, key: key, expected: "a positive size", found: "\(size)")
      }
    }
  }

  /// `tiny`.
  static let name = "tiny"
  /// The network in a line.
  static let summary = "one rectified layer and a linear head"

  /// The sizes.
  let configuration: Configuration
  private let hidden, output: Linear

  /// A network whose weights are drawn.
  init(_ configuration: Configuration, using random: inout RandomSource) {
    self.configuration = configuration
    hidden = Linear(inputs: configuration.channels, outputs: configuration.hidden, using: &random)
    output = Linear(inputs: configuration.hidden, outputs: configuration.outputs, using: &random)
  }

  /// Checks the channels.
  func validate(_ input: SequenceInput) throws {
    let (shape, channels) = (input.x.shape, configuration.channels)
    guard shape.rank == 3, shape[2] == channels else {
      throw ModelInputError.shape(
        model: Self.name, field: "x", expected: "[batch, time, \(channels)]", found: shape)
    }
  }

  /// The outputs at each step of each window.
  func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    SequenceOutput(output(relu(hidden(input.x))))
  }

  /// Names `hidden` and `out`.
  func register(in registry: inout Registry) {
    registry.add("hidden", hidden)
    registry.add("out", output)
  }

  /// Windows of 20 steps.
  static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    NamedTensors(tensors: ["x": .normal([batch, 20, configuration.channels], using: &random)])
  }
}
