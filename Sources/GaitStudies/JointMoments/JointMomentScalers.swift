import Foundation
import GaitData
import GaitEvaluation
import GaitRecords

/// What is learned from training people before any network sees them: means and deviations.
struct JointMomentScalers: Codable, Equatable {
  let motion: ChannelScaler
  let muscles: ChannelScaler
  let momentMeans: [Double]
  let momentDeviations: [Double]
  let forceDeviation: Double

  static let momentCount = 3

  /// Fits to the legs of training people.
  init(_ configuration: JointMomentsConfiguration, fittedOn legs: [LegRecording]) {
    motion = ChannelScaler(names: configuration.motionChannels, fittedOn: legs.map(\.motion))
    muscles = ChannelScaler(names: configuration.muscleChannels, fittedOn: legs.map(\.muscles))
    var means: [Double] = []
    var deviations: [Double] = []
    for joint in 0..<Self.momentCount {
      let values = legs.flatMap { leg in
        leg.frames { leg.isFullContact($0, configuration) }.map { leg.moments[joint][$0] }
      }
      let count = Double(max(1, values.count))
      let mean = values.reduce(0, +) / count
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      means.append(mean)
      deviations.append(variance > 0 ? variance.squareRoot() : 1)
    }
    momentMeans = means
    momentDeviations = deviations
    let forces = legs.flatMap { leg in
      leg.frames { leg.isFullContact($0, configuration) }.map { leg.verticalForce[$0] }
    }
    let meanSquare = forces.reduce(0) { $0 + $1 * $1 } / Double(max(1, forces.count))
    forceDeviation = meanSquare > 0 ? meanSquare.squareRoot() : 1
  }

  /// A leg as a network sees it.
  func example(
    _ leg: LegRecording, _ configuration: JointMomentsConfiguration
  ) -> SequenceExample {
    let motionStream = motion.matrix(leg.motion).lagged(by: configuration.motionLags)
    let (muscleStream, isNoisy) = muscleStream(leg)
    let targetCount = configuration.targetWeights.count
    var target = [Float](repeating: 0, count: leg.frameCount * targetCount)
    var weights = [Float](repeating: 0, count: leg.frameCount)
    for frame in 0..<leg.frameCount {
      let moments = leg.moments.map { $0[frame] }
      guard moments.allSatisfy(\.isFinite) else { continue }
      for (joint, moment) in moments.enumerated() {
        target[frame * targetCount + joint] = Float(
          (moment - momentMeans[joint]) / momentDeviations[joint])
      }
      if targetCount > Self.momentCount {
        target[frame * targetCount + Self.momentCount] = Float(
          leg.verticalForce[frame] / forceDeviation)
      }
      if leg.isFullContact(frame, configuration) {
        weights[frame] = 1
      } else if !leg.isPlateSupported(frame), leg.isSwing[frame] {
        weights[frame] = configuration.swingWeight
      }
    }
    return SequenceExample(
      participant: leg.participant, streams: [motionStream, muscleStream],
      isNoisy: [[Bool](repeating: true, count: motionStream.channelCount), isNoisy],
      target: FrameMatrix(
        frameCount: leg.frameCount, channelCount: targetCount, values: target),
      weights: weights)
  }

  /// Each muscle and, beside it, whether it is in order: a dead channel reads zero, which alone could
  /// be a resting muscle.
  private func muscleStream(_ leg: LegRecording) -> (FrameMatrix, [Bool]) {
    let scaled = muscles.matrix(leg.muscles)
    let isPresent = muscles.names.map { leg.muscles[$0] != nil }
    var values: [Float] = []
    values.reserveCapacity(2 * scaled.values.count)
    for frame in 0..<leg.frameCount {
      for channel in muscles.names.indices {
        values.append(scaled[frame, channel])
        values.append(isPresent[channel] ? 1 : 0)
      }
    }
    let stream = FrameMatrix(
      frameCount: leg.frameCount, channelCount: 2 * muscles.names.count, values: values)
    return (stream, isPresent.flatMap { [$0, false] })
  }

  /// Moments from a network's scaled output, N m/kg.
  func moments(_ scaled: FrameMatrix) -> [[Double]] {
    (0..<Self.momentCount).map { joint in
      (0..<scaled.frameCount).map {
        Double(scaled[$0, joint]) * momentDeviations[joint] + momentMeans[joint]
      }
    }
  }
}

extension LegRecording {
  /// The frames for which a condition holds.
  func frames(where condition: (Int) -> Bool) -> [Int] {
    (0..<frameCount).filter(condition)
  }

  /// Whether a frame is plate-supported in a contact that stands on the plate as a whole.
  func isFullContact(_ frame: Int, _ configuration: JointMomentsConfiguration) -> Bool {
    guard isPlateSupported(frame) else { return false }
    var first = frame
    var last = frame
    while first > 0, isPlateSupported(first - 1) { first -= 1 }
    while last + 1 < frameCount, isPlateSupported(last + 1) { last += 1 }
    let mean = verticalForce[first...last].reduce(0, +) / Double(last - first + 1)
    return mean >= configuration.partialContactNPerKg
  }
}

extension FrameMatrix {
  /// The channels beside copies of themselves at earlier and later frames; ends are held.
  func lagged(by lags: [Int]) -> FrameMatrix {
    guard lags != [0] else { return self }
    var result: [Float] = []
    result.reserveCapacity(values.count * lags.count)
    for frame in 0..<frameCount {
      for lag in lags {
        let place = min(max(0, frame + lag), frameCount - 1) * channelCount
        result.append(contentsOf: values[place..<place + channelCount])
      }
    }
    return FrameMatrix(
      frameCount: frameCount, channelCount: channelCount * lags.count, values: result)
  }
}
