import GaitKernels
import GaitNN
import GaitTensor

/// An exponential running average of a module's weights (Polyak, Juditsky 1992,
/// doi:10.1137/0330046), which predicts more steadily than the last weights.
struct WeightAverage {
  let decay: Scalar
  private(set) var values: [String: Buffer]
  private let shapes: [String: Shape]

  init(of parameters: [NamedParameter], decay: Scalar, restoring saved: StateDictionary?) {
    self.decay = decay
    values = [:]
    var shapes: [String: Shape] = [:]
    for entry in parameters {
      let source = saved?.tensors[entry.path] ?? entry.parameter.value
      values[entry.path] = source.buffer.copy(count: source.count)
      shapes[entry.path] = entry.parameter.value.shape
    }
    self.shapes = shapes
  }

  /// Moves the average towards the present weights; early on faster, so that the draw of the first
  /// weights is forgotten.
  mutating func update(_ parameters: [NamedParameter], step: Int) {
    let share = min(decay, Scalar(step) / Scalar(step + 9))
    for entry in parameters {
      guard let average = values[entry.path] else { continue }
      Kernels.scale(average, by: share)
      Kernels.accumulate(entry.parameter.value.buffer, scale: 1 - share, into: average)
    }
  }

  var state: StateDictionary {
    var tensors: [String: Tensor] = [:]
    for (path, buffer) in values {
      if let shape = shapes[path] {
        tensors[path] = Tensor(buffer.copy(count: buffer.count), shape)
      }
    }
    return StateDictionary(tensors)
  }
}
