import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// Early fusion: every number of every visit side by side through one encoder.
final class EarlyFusion: Module {
  private let encoder: StaticEncoder
  private let output: Linear

  init(
    features: Int, outputs: Int, width: Int, dropout: Scalar, using random: inout RandomSource
  ) {
    encoder = StaticEncoder(
      features: features, hidden: width, width: width / 2, dropout: dropout, using: &random)
    output = Linear(inputs: width / 2, outputs: outputs, using: &random)
  }

  /// Maps rows of visits [batch, visits, token] to [batch, outputs].
  func callAsFunction(_ tokens: Tensor, _ context: inout Context) -> Tensor {
    output(relu(encoder(tokens.flattened(from: 1), &context)))
  }

  func register(in registry: inout Registry) {
    registry.add("encoder", encoder)
    registry.add("out", output)
  }
}

/// Late fusion: a network a modality, whose predictions are averaged with learned weights.
final class LateFusion: Module {
  private let networks: [STAMMFN]
  private let weights: Parameter

  init(_ networks: [STAMMFN]) {
    self.networks = networks
    weights = Parameter(.zeros([networks.count]))
  }

  func callAsFunction(_ input: STAMMFN.Input, _ context: inout Context) -> RecoveryOutput {
    let batch = input.demographics?.shape[0] ?? 0
    var outputs: [RecoveryOutput] = []
    var isPresent: [Bool] = []
    for network in networks {
      var own = input
      var present = [Bool](repeating: true, count: batch)
      for modality in STAMMFN.Modality.allCases where network.configuration.features(modality) > 0 {
        guard modality != .demographics, let mask = input.visitMasks[modality] else { continue }
        present = (0..<batch).map { mask.isPresent[$0 * mask.shape[1]] }
        // A network needs a visit of everybody; who has none is given weight zero below.
        let lengths = (0..<batch).map { row in
          max(1, mask.isPresent[row * mask.shape[1]..<(row + 1) * mask.shape[1]].count { $0 })
        }
        own.visitMasks[modality] = Mask(lengths: lengths, time: mask.shape[1])
      }
      outputs.append(RecoveryOutput(network(own, &context)))
      isPresent += present
    }
    let logits = weights.value.expandingAxis(0).expanded(to: [batch, networks.count])
    let present = Mask(
      (0..<batch).flatMap { row in networks.indices.map { isPresent[$0 * batch + row] } },
      shape: [batch, networks.count])
    let shares = softmax(logits, mask: present)
    func mean(_ tensors: [Tensor]) -> Tensor {
      let values = stacked(tensors, axis: 1)
      guard values.shape.rank == 3 else { return (values * shares).sum(axis: 1) }
      return matmul(shares.expandingAxis(1), values).squeezed(1)
    }
    return RecoveryOutput(
      progress: mean(outputs.map(\.progress)), level: mean(outputs.compactMap(\.level)),
      weeks: mean(outputs.compactMap(\.weeks)))
  }

  func register(in registry: inout Registry) {
    registry.add("networks", networks)
    registry.add("weights", weights)
  }
}
