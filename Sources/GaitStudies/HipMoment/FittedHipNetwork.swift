import Foundation
import GaitData
import GaitKernels
import GaitNN
import GaitTensor

/// A trained network with the scalers of its training people.
struct FittedHipNetwork {
  private let network: HipNetwork
  private let scalers: LegScalers
  private let configuration: HipMomentConfiguration

  /// Windows that are predicted at once: more need memory and bring no speed.
  private static let chunk = 128

  init(network: HipNetwork, scalers: LegScalers, configuration: HipMomentConfiguration) {
    self.network = network
    self.scalers = scalers
    self.configuration = configuration
  }

  /// The moments of a leg at the predicted frames, N m/kg, and the mean weight of each step.
  func predict(_ leg: LegRecording) throws -> (values: [Float], attention: [Float]?) {
    let example = scalers.example(leg, configuration)
    let frames = HipJobResult.frames(of: leg, configuration)
    var scaled: [Double] = []
    var sums: [Float]?
    var context = Context.inference
    for first in stride(from: 0, to: frames.count, by: Self.chunk) {
      let own = frames[first..<min(first + Self.chunk, frames.count)]
      let answer = try network(example.windows(leadingTo: own, configuration), &context)
      scaled += answer.moment.elements.map(Double.init)
      if let attention = answer.attention {
        let part = attention.sum(axis: 0).elements
        sums = sums.map { zip($0, part).map(+) } ?? part
      }
    }
    return (
      scalers.body.restored(
        scalers.targets.restored(scaled, task: 0), leg, HipMomentConfiguration.question
      ).map(Float.init),
      sums.map { $0.map { $0 / Float(frames.count) } }
    )
  }

  private static func fileName(_ name: String) -> String { name + ".safetensors" }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder, as name: String) throws {
    try NetworkFile(weights: StateDictionary(of: network.module), preparation: scalers)
      .write(to: folder, as: Self.fileName(name), model: network.kind.rawValue)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, and `StateDictionaryError` where it is of another model.
  init(
    _ kind: HipNetwork.Kind, _ name: String, in folder: RunFolder,
    _ configuration: HipMomentConfiguration
  ) throws {
    let file = try NetworkFile<LegScalers>(Self.fileName(name), in: folder)
    var random = RandomSource(seed: 0)
    network = try HipNetwork(kind, configuration, using: &random)
    try file.weights.load(
      into: network.module, source: folder.final(Self.fileName(name)).path)
    scalers = file.preparation
    self.configuration = configuration
  }
}
