import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitTensor
import GaitTraining

/// How long a network takes for a training step, a batch and a single window, in milliseconds.
///
/// The work is that of the PyTorch yardstick: the loss over all outputs that are not attention maps,
/// dropout at work, backward pass and Adam step in training.
public struct ModelTiming: Sendable, Codable {
  /// Medians over repeats, with the spread as the quartiles.
  public struct Milliseconds: Sendable, Codable {
    /// The median.
    public let median: Double
    /// The first quartile.
    public let lowerQuartile: Double
    /// The third quartile.
    public let upperQuartile: Double
  }

  /// Forward pass, loss, backward pass and Adam step on a batch.
  public let training: Milliseconds
  /// A forward pass on a batch.
  public let batch: Milliseconds
  /// A forward pass on one window.
  public let single: Milliseconds

  /// Times one network of the catalog.
  ///
  /// - Parameters:
  ///   - entry: The network, at its default sizes.
  ///   - batch: Windows in a batch.
  ///   - seconds: How long each of the three is repeated, at least five times.
  ///   - clock: What the milliseconds count.
  /// - Throws: `ConfigurationError`, which the defaults do not give.
  public init(
    _ entry: CatalogEntry, batch: Int, seconds: Double = 1.5, clock: Clock = .wall
  ) throws {
    // The blocks of the network before are of no use to this one.
    BufferPool.shared.trim()
    var random = RandomSource(seed: 0)
    let model = try entry.model(using: &random)
    let windows = entry.example(batch: batch, using: &random)
    let window = entry.example(batch: 1, using: &random)
    var adam = Adam(learningRate: 1e-3)
    let parameters = model.module.trainableParameters
    var context = Context.training(seed: 1)
    training = try Self.measured(seconds, clock) {
      let step = try valueAndGradients(of: model.module) { _ in
        Verification.loss(of: try model(windows, &context))
      }
      adam.step(parameters, with: step.gradients)
    }
    var inference = Context.inference
    self.batch = try Self.measured(seconds, clock) { _ = try model(windows, &inference) }
    single = try Self.measured(seconds, clock) { _ = try model(window, &inference) }
  }

  private static func measured(
    _ seconds: Double, _ clock: Clock, _ body: () throws -> Void
  ) rethrows -> Milliseconds {
    for _ in 0..<2 { try body() }
    let wall = ContinuousClock()
    let start = wall.now
    var times: [Double] = []
    while times.count < 5
      || (start.duration(to: wall.now) < .seconds(seconds) && times.count < 200)
    {
      let before = clock.milliseconds
      try body()
      times.append(clock.milliseconds - before)
    }
    times.sort()
    return Milliseconds(
      median: times[times.count / 2], lowerQuartile: times[times.count / 4],
      upperQuartile: times[times.count * 3 / 4])
  }

  /// What a timing counts.
  public enum Clock: String, Sendable, Codable {
    /// The time that passes.
    case wall
    /// The time that the process spends on all of its threads: what can be compared, on one thread,
    /// while other work runs on the machine.
    case processor

    fileprivate var milliseconds: Double {
      var now = timespec()
      clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &now)
      return Double(now.tv_sec) * 1e3 + Double(now.tv_nsec) * 1e-6
    }
  }

  /// The largest resident memory of this process so far, in MiB.
  public static var peakMemoryMiB: Double {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) / 1024
    #endif
  }
}
