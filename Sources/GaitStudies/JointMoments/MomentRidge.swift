import GaitClassic
import GaitData
import GaitEvaluation

/// The plain yardstick: a ridge regression of the moments on a frame's own angles, velocities and EMG.
struct MomentRidge: Codable {
  static let name = "ridge"
  static let fileName = "ridge.json"

  let motion: ChannelScaler
  let muscles: ChannelScaler
  let model: LinearModel

  init(_ configuration: JointMomentsConfiguration, fittedOn legs: [LegRecording]) throws {
    let muscleNames = configuration.muscleChannels.filter { $0.hasPrefix("ipsilateral.") }
    motion = ChannelScaler(
      names: JointMomentsConfiguration.ridgeChannels, fittedOn: legs.map(\.motion))
    muscles = ChannelScaler(names: muscleNames, fittedOn: legs.map(\.muscles))
    var rows: [[Double]] = []
    var targets: [[Double]] = []
    for leg in legs {
      let features = Self.features(leg, motion, muscles)
      for frame in leg.frames(where: { leg.isFullContact($0, configuration) }) {
        rows.append(features[frame])
        targets.append(leg.moments.map { $0[frame] })
      }
    }
    model = try Ridge(penalty: configuration.ridgePenalty).fit(
      Matrix(rows), targets: Matrix(targets))
  }

  /// Moments of a leg, by joint and frame, N m/kg.
  func predict(_ leg: LegRecording) throws -> [[Double]] {
    let predicted = try model.predictOutputs(
      Matrix(Self.features(leg, motion, muscles)))
    return (0..<predicted.columnCount).map { predicted.column($0) }
  }

  private static func features(
    _ leg: LegRecording, _ motion: ChannelScaler, _ muscles: ChannelScaler
  ) -> [[Double]] {
    let (moving, pulling) = (motion.matrix(leg.motion), muscles.matrix(leg.muscles))
    return (0..<leg.frameCount).map { frame in
      (0..<moving.channelCount).map { Double(moving[frame, $0]) }
        + (0..<pulling.channelCount).map { Double(pulling[frame, $0]) }
    }
  }
}
