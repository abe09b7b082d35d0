import GaitKernels
import GaitNN
import GaitTensor

/// What one answer of each network costs.
enum HipCost {
  /// The median time of one window, by network; weights are drawn, for time does not depend on them.
  static func milliseconds(_ configuration: HipMomentConfiguration) throws -> [String: Double] {
    let window = Tensor.zeros([1, configuration.windowLength, configuration.channelCount])
    let clock = ContinuousClock()
    var result: [String: Double] = [:]
    for kind in configuration.kinds {
      var random = RandomSource(seed: 0)
      let network = try HipNetwork(kind, configuration, using: &random)
      var context = Context.inference
      _ = try network(window, &context)
      let times = try (0..<7).map { _ in
        try clock.measure { _ = try network(window, &context) } / .milliseconds(1)
      }
      result[kind.rawValue] = times.sorted()[times.count / 2]
    }
    return result
  }
}
