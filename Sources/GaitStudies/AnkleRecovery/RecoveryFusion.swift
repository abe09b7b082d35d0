import GaitKernels
import GaitModels
import GaitNN
import GaitTensor

/// ST-AMMFN with a linear path past it, from the tabulated record to every task.
///
/// What is nearly linear in a few hundred people's records needs no depth to be found; the network
/// learns what the path leaves. The path is ours: the published design has none.
final class RecoveryFusion: Module {
  private let network: STAMMFN
  private let path: Linear
  private let columns: Tensor
  private let isTimeless: Bool

  /// - Parameters:
  ///   - sizes: Sizes of ST-AMMFN; the path sees the columns of the same modalities.
  ///   - isTimeless: Whether visits and the stance are averaged before anything sees them.
  ///   - random: Where weights come from.
  init(
    _ sizes: STAMMFN.Configuration, isTimeless: Bool, using random: inout RandomSource
  ) {
    var sizes = sizes
    // The links are applied here, behind the sum with the path.
    for place in sizes.tasks.indices where sizes.tasks[place].kind != .categories {
      sizes.tasks[place].kind = .real
    }
    network = STAMMFN(sizes, using: &random)
    path = Linear(inputs: RecoveryTable.columns.count, outputs: 6, using: &random)
    // Many inputs share the path: unscaled, one step of Adam would move it too far.
    let scale = 1 / Scalar(RecoveryTable.columns.count).squareRoot()
    columns = Tensor(
      RecoveryTable.columns.map { column in
        let isSeen = column.modality.map { sizes.features($0) > 0 } ?? true
        return isSeen && !(isTimeless && column.tellsTime) ? scale : 0
      })
    self.isTimeless = isTimeless
  }

  /// What the network says of a batch.
  func callAsFunction(_ batch: RecoveryBatch, _ context: inout Context) -> RecoveryOutput {
    let output = network(isTimeless ? batch.input.withoutTime : batch.input, &context)
    let linear = path(batch.table * columns)
    guard let progress = output["progress"] else {
      preconditionFailure("RecoveryFusion: no progress among \(output.predictions.map(\.name))")
    }
    return RecoveryOutput(
      progress: sigmoid(progress + linear.selected(axis: 1, 0)),
      level: output["level"].map { $0 + linear.sliced(axis: 1, 1..<5) },
      weeks: output["duration"].map { softplus($0 + linear.selected(axis: 1, 5)) },
      attention: output)
  }

  /// Names `network` and `path`.
  func register(in registry: inout Registry) {
    registry.add("network", network)
    registry.add("path", path)
  }
}
