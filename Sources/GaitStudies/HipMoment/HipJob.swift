import Foundation
import GaitData
import GaitKernels
import GaitTraining

/// One predictor to fit: for a fold, or to everyone.
struct HipJob: Sendable {
  /// What is fitted.
  enum Learner: Sendable {
    /// A network with the number of its seed, from 1.
    case network(HipNetwork.Kind, seed: Int)
    case classical(LegMember)
  }

  let learner: Learner
  /// Nil for the fit to everyone, which is kept.
  let fold: HipFold?

  /// The predictor's name in results.
  var predictor: String {
    switch learner {
    case .network(let kind, _): kind.rawValue
    case .classical(let member): member.name
    }
  }

  /// The name of its files: the predictor's, and which of its seeds.
  var fileName: String {
    switch learner {
    case .network(let kind, let seed): "\(kind.rawValue)-\(seed)"
    case .classical(let member): member.name
    }
  }

  var name: String { "\(fold?.name ?? "everyone")/\(fileName)" }

  var isNetwork: Bool {
    if case .network = learner { true } else { false }
  }

  /// Everything that a run fits, the longest first.
  static func all(_ folds: [HipFold], _ configuration: HipMomentConfiguration) -> [HipJob] {
    let places: [HipFold?] = [nil] + folds
    return places.flatMap { fold in
      configuration.kinds.flatMap { kind in
        (1...configuration.seeds).map { HipJob(learner: .network(kind, seed: $0), fold: fold) }
      } + configuration.members.map { HipJob(learner: .classical($0), fold: fold) }
    }
  }
}

/// What a job gives: kept in the run, so that an interrupted one goes on behind it.
struct HipJobResult: Codable, Sendable {
  /// The numbers of each leg that was kept out, by leg and predicted frame, N m/kg.
  var values: [[Float]] = []
  /// The mean weight of each step of the windows of each leg; empty without attention.
  var attention: [[Float]] = []
  /// The training loss after each epoch; empty for learners without epochs.
  var losses: [Double] = []
}

extension HipJobResult {
  /// The frames of a leg that windows lead to: every `hop` and the last.
  static func frames(of leg: LegRecording, _ configuration: HipMomentConfiguration) -> [Int] {
    var frames = Array(stride(from: 0, to: leg.frameCount, by: configuration.hop))
    if frames.last != leg.frameCount - 1 { frames.append(leg.frameCount - 1) }
    return frames
  }

  /// The numbers of one leg at every frame, by straight lines between the predicted ones.
  func prediction(
    _ index: Int, of leg: LegRecording, _ configuration: HipMomentConfiguration
  ) -> LegPrediction {
    let own = values[index]
    guard own.count < leg.frameCount else {
      return LegPrediction(leg: leg, values: [own.map(Double.init)])
    }
    let frames = Self.frames(of: leg, configuration)
    var result = [Double](repeating: .nan, count: leg.frameCount)
    for (place, frame) in frames.enumerated() {
      result[frame] = Double(own[place])
      guard place + 1 < frames.count else { break }
      let next = frames[place + 1]
      for between in frame + 1..<max(frame + 1, next) {
        let share = Double(between - frame) / Double(next - frame)
        result[between] = Double(own[place]) * (1 - share) + Double(own[place + 1]) * share
      }
    }
    return LegPrediction(leg: leg, values: [result])
  }
}
