import GaitData
import GaitKernels
import GaitNN
import GaitTensor
import GaitTraining

/// A layer with dropout and running statistics, so that every part of a run's state matters.
final class ToyNetwork: Module {
  let linear: Linear
  let statistics: Parameter

  init(seed: UInt64, width: Int = 3) {
    var random = RandomSource(seed: seed)
    linear = Linear(inputs: width, outputs: 2, using: &random)
    statistics = Parameter(.zeros([1]))
  }

  func register(in registry: inout Registry) {
    registry.add("linear", linear)
    registry.addBuffer("statistics", statistics)
  }
}

/// Batches that are a function of epoch and step.
struct ToyBatches: Batches {
  var stepsPerEpoch = 4

  func batch(step: Int, epoch: Int) -> (x: Tensor, y: Tensor) {
    var random = RandomSource(seed: UInt64(epoch * 1000 + step))
    let x = Tensor.normal([6, 3], using: &random)
    return (x, x.sliced(axis: 1, 0..<2) * 2 - 0.5)
  }
}

/// A small regression to train.
struct ToyRun {
  let module: ToyNetwork
  var batches = ToyBatches()

  init(seed: UInt64 = 1) {
    module = ToyNetwork(seed: seed)
  }

  func loss(_ batch: (x: Tensor, y: Tensor), _ context: inout Context) -> Tensor {
    let kept = Dropout(0.25)(batch.x, &context)
    module.statistics.assign(module.statistics.value.detached + 1)
    return square(module.linear(kept) - batch.y).mean()
  }

  /// The mean squared error on a batch of its own.
  func validate() -> Double {
    let batch = batches.batch(step: 999, epoch: 999)
    return Double(square(module.linear(batch.x) - batch.y).mean().item)
  }
}
