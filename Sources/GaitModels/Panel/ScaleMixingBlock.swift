import GaitKernels
import GaitNN
import GaitTensor

/// One block of TimeMixer: seasons pass from fine to coarse scales, trends from coarse to fine.
final class ScaleMixingBlock: Module {
  private let season, trend: [GELUPair]
  private let feedForward: GELUPair
  // The moving average of each scale as a matrix [steps, steps].
  private let averages: [Tensor]

  init(_ configuration: TimeMixer.Configuration, using random: inout RandomSource) {
    let lengths = configuration.lengths
    averages = lengths.map { Self.average(steps: $0, kernel: configuration.kernel) }
    season = zip(lengths, lengths.dropFirst()).map {
      GELUPair(inputs: $0, hidden: $1, outputs: $1, using: &random)
    }
    trend = zip(lengths, lengths.dropFirst()).reversed().map {
      GELUPair(inputs: $1, hidden: $0, outputs: $0, using: &random)
    }
    feedForward = GELUPair(
      inputs: configuration.width, hidden: configuration.feedForward,
      outputs: configuration.width, using: &random)
  }

  /// Maps each scale [batch, width, steps] to the same shape.
  func callAsFunction(_ scales: [Tensor]) -> [Tensor] {
    var trends = zip(scales, averages).map { linear($0, weight: $1, bias: nil) }
    var seasons = zip(scales, trends).map { $0 - $1 }
    let last = scales.count - 1
    for index in 0..<last {
      seasons[index + 1] = seasons[index + 1] + season[index](seasons[index])
    }
    for (place, index) in (0..<last).reversed().enumerated() {
      trends[index] = trends[index] + trend[place](trends[index + 1])
    }
    return scales.indices.map { index in
      let mixed = (seasons[index] + trends[index]).transposed(1, 2)
      return scales[index] + feedForward(mixed).transposed(1, 2)
    }
  }

  // The moving average with the ends repeated; one product is faster than adding up every window.
  private static func average(steps: Int, kernel: Int) -> Tensor {
    var weights = [Scalar](repeating: 0, count: steps * steps)
    for step in 0..<steps {
      for tap in 0..<kernel {
        let source = min(max(step + tap - (kernel - 1) / 2, 0), steps - 1)
        weights[step * steps + source] += 1
      }
    }
    return Tensor(weights.map { $0 / Scalar(kernel) }, shape: [steps, steps])
  }

  func register(in registry: inout Registry) {
    registry.add("season", season)
    registry.add("trend", trend)
    registry.add("ff", feedForward)
  }
}

/// Two linear layers with GELU between, named `0` and `1`.
final class GELUPair: Module {
  private let first, second: Linear

  init(inputs: Int, hidden: Int, outputs: Int, using random: inout RandomSource) {
    first = Linear(inputs: inputs, outputs: hidden, using: &random)
    second = Linear(inputs: hidden, outputs: outputs, using: &random)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { second(first(x, activation: .gelu)) }

  func register(in registry: inout Registry) {
    registry.add("0", first)
    registry.add("1", second)
  }
}
