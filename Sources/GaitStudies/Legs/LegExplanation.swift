import Foundation
import GaitData
import GaitModels
import GaitTensor
import GaitTraining

/// What the Cross-LSTM reads, asked of windows of people whom it was not trained on.
struct LegExplanation: Sendable, Codable, Equatable {
  /// The rise of the mean squared error, in variances of the targets, by part.
  let permutation, ablation: [PartImportance]
  /// The mean size of the attributions by part, in deviations of the targets.
  let gradients: [PartImportance]
  /// The largest gap between attributions and what they explain, as a share of the batch's largest.
  let completenessGap: Double
  /// What the inertial stream reads of the muscular one, and the other way, over the gait cycle.
  let attention: [String: PhaseAttention]

  enum CodingKeys: String, CodingKey {
    case permutation, ablation, gradients, attention
    case completenessGap = "completeness_gap"
  }
}

/// Explains a fitted network on recordings of people whom it has not seen.
struct LegExplainer {
  let network: FittedLegNetwork
  let settings: LegExplanationSettings
  let seed: UInt64

  /// Explains on the windows of legs that hold enough scored frames; nil where there are fewer than
  /// two, or the network is no Cross-LSTM.
  ///
  /// - Throws: `ExplanationError` where attributions do not add up.
  func explanation(of legs: [LegRecording]) throws -> LegExplanation? {
    guard network.network.module is CrossLSTM else { return nil }
    let windows = ExplainedWindows(legs, network)
    guard windows.people.count > 1, Set(windows.people).count < windows.people.count else {
      return nil
    }
    let parts = Self.parts(network.configuration)
    let loss = { (streams: [Tensor]) in windows.losses(network.network.output(streams)) }
    let permutation = try PermutationImportance(repetitions: settings.permutations, seed: seed)
      .importances(of: parts, in: windows.streams, people: windows.people, loss: loss)
    let ablation = try Ablation.importances(
      of: parts, in: windows.streams, people: windows.people, loss: loss)
    let (gradients, gap) = try attributions(windows, parts)
    var attention: [String: PhaseAttention] = [:]
    for (name, weights) in network.network.attention(of: windows.streams) ?? [] {
      var own = PhaseAttention(binCount: settings.phaseBins)
      own.add(weights, phases: windows.phases)
      attention[name] = own
    }
    return LegExplanation(
      permutation: permutation, ablation: ablation, gradients: gradients, completenessGap: gap,
      attention: attention)
  }

  /// The two streams, then each channel with its copies.
  static func parts(_ configuration: any LegStudyConfiguration) -> [InputPart] {
    let (motion, muscles) = (configuration.motionChannels, configuration.muscleChannels)
    return [InputPart(motionStream, stream: 0), InputPart(muscleStream, stream: 1)]
      + motion.indices.map { channel in
        InputPart(
          motion[channel], stream: 0,
          channels: configuration.motionLags.indices.map { $0 * motion.count + channel })
      }
      + muscles.indices.map {
        InputPart(muscles[$0], stream: 1, channels: [2 * $0, 2 * $0 + 1])
      }
  }

  /// The names of the streams in results.
  static let motionStream = "motion stream"
  static let muscleStream = "muscle stream"

  /// The mean size of attributions over a window's scored frames and all tasks, by person and part.
  private func attributions(
    _ windows: ExplainedWindows, _ parts: [InputPart]
  ) throws -> (importances: [PartImportance], gap: Double) {
    let taskCount = type(of: network.configuration).question.taskNames.count
    var sums = parts.map { _ in [Double](repeating: 0, count: windows.people.count) }
    var gap = 0.0
    for task in 0..<taskCount {
      let attribution = try attribution(
        of: { windows.means(network.network.output($0), task: task) }, windows.streams)
      gap = max(gap, attribution.completenessGap)
      for (place, part) in parts.enumerated() {
        for (window, size) in attribution.magnitudes(of: part).enumerated() {
          sums[place][window] += size * Double(windows.length) / Double(taskCount)
        }
      }
    }
    let people = Dictionary(grouping: windows.people.indices) { windows.people[$0] }
    return (
      zip(parts, sums).map { part, sums in
        PartImportance(
          part: part.name,
          people: people.mapValues { own in
            own.reduce(0) { $0 + sums[$1] } / Double(own.count)
          })
      }, gap
    )
  }

  /// Attributions with as many points as completeness needs, up to eight times the wanted ones.
  private func attribution(
    of output: ([Tensor]) -> Tensor, _ streams: [Tensor]
  ) throws -> Attribution {
    var steps = settings.integrationSteps
    while true {
      let attribution = IntegratedGradients(steps: steps).attribution(of: output, at: streams)
      if steps >= 8 * settings.integrationSteps {
        try attribution.checkCompleteness(within: settings.completenessTolerance)
      }
      if attribution.completenessGap <= settings.completenessTolerance { return attribution }
      steps *= 2
    }
  }
}
