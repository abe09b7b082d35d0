import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// The networks of the study behind one face: a batch of people in, one number a task out.
final class SeverityNetwork: Module {
  /// Which network.
  enum Kind: String, CaseIterable, Codable, Sendable {
    /// ST-AMMFN on curves, features and demographics, with a linear path past it.
    case stAMMFN = "st-ammfn"
    /// Three dense layers on features and demographics.
    case mlp
  }

  let kind: Kind
  private let network: any Module
  private let skip: Linear?
  private let forward: (SeverityBatch, inout Context) -> Tensor

  init(
    _ kind: Kind, featureCount: Int, _ configuration: InsoleSeverityConfiguration,
    using random: inout RandomSource
  ) {
    self.kind = kind
    let outputs = SeverityTask.allCases.count
    switch kind {
    case .stAMMFN:
      var sizes = STAMMFN.Configuration()
      sizes.demographics = SeverityBatch.demographicCount
      sizes.clinical = 0
      sizes.biomechanics = featureCount - SeverityBatch.demographicCount
      sizes.insole = StrideCurves.channelCount
      sizes.width = configuration.width
      sizes.dropout = configuration.dropout
      sizes.tasks = SeverityTask.allCases.map {
        PredictionTask(name: $0.rawValue, kind: .real)
      }
      let fusion = STAMMFN(sizes, using: &random)
      let inputs = featureCount + configuration.phases * StrideCurves.channelCount
      let path = Linear(inputs: inputs, outputs: outputs, using: &random)
      network = fusion
      skip = path
      // Thousands of inputs share the path: unscaled, one step of Adam would move it too far.
      let scale = 1 / Scalar(inputs).squareRoot()
      forward = { batch, context in
        let output = fusion(
          STAMMFN.Input(
            demographics: batch.demographics, biomechanics: batch.walk.expandingAxis(1),
            insole: batch.curves.expandingAxis(1)), &context)
        let flat = concatenated([batch.features, batch.curves.flattened(from: 1)], axis: 1)
        return stacked(output.predictions.map(\.tensor), axis: 1) + path(flat * scale)
      }
    case .mlp:
      var sizes = FeedForwardNetwork.Configuration()
      sizes.channels = featureCount
      sizes.time = 1
      sizes.outputs = outputs
      sizes.dropout = configuration.dropout
      let layers = FeedForwardNetwork(sizes, using: &random)
      network = layers
      skip = nil
      forward = { batch, context in
        layers(SequenceInput(batch.features.expandingAxis(1)), &context).y.squeezed(1)
      }
    }
  }

  /// Numbers [people, task]: the logit of yes, and scaled quantities.
  func callAsFunction(_ batch: SeverityBatch, _ context: inout Context) -> Tensor {
    forward(batch, &context)
  }

  /// The sum over tasks of the losses of the answers that there are.
  func loss(_ batch: SeverityBatch, _ context: inout Context) -> Tensor {
    let outputs = forward(batch, &context)
    var total = Tensor(0)
    for task in SeverityTask.allCases {
      let own = outputs.sliced(axis: 1, task.index..<task.index + 1).squeezed(-1)
      let known = batch.targets[task.index].map { $0 != nil }
      let target = Tensor(batch.targets[task.index].map { $0 ?? 0 })
      let mask = Mask(known, shape: [known.count])
      let loss =
        task.isYesOrNo
        ? binaryCrossEntropy(own, target, known: mask)
        : meanSquaredError(own, target, known: mask)
      if let loss { total = total + loss }
    }
    return total
  }

  /// Names `net` and `skip`.
  func register(in registry: inout Registry) {
    registry.add("net", network)
    registry.add("skip", skip)
  }
}
