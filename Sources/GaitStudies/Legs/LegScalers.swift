import Foundation
import GaitData

/// What is learned from training people before any network sees them: means and deviations.
struct LegScalers: Codable, Equatable {
  /// Nil where people are taken in their own sizes.
  let body: BodyScaler?
  let motion: ChannelScaler
  let muscles: ChannelScaler
  let person: ChannelScaler
  let targets: TargetScaler
  let forceDeviation: Double

  /// Fits to the legs of training people.
  init(
    _ kind: LegNetwork.Kind, _ configuration: any LegStudyConfiguration,
    fittedOn legs: [LegRecording]
  ) {
    self.init(personChannels: kind.personChannels, configuration, fittedOn: legs)
  }

  /// Fits to the legs of training people, for a network that sees these constants of a person.
  init(
    personChannels: [String], _ configuration: any LegStudyConfiguration,
    fittedOn legs: [LegRecording]
  ) {
    let body = configuration.scalesToLegLength ? BodyScaler(fittedOn: legs) : nil
    self.body = body
    let channels = configuration.motionChannels
    motion = ChannelScaler(names: channels, fittedOn: legs.map { body.motion($0, channels) })
    muscles = ChannelScaler(names: configuration.muscleChannels, fittedOn: legs.map(\.muscles))
    person = ChannelScaler(names: personChannels, fittedOn: legs.map(\.person))
    targets = TargetScaler(configuration, body, fittedOn: legs)
    let forces = legs.flatMap { leg in
      configuration.trainedFrames(of: leg).map { leg.verticalForce[$0] }
    }
    let meanSquare = forces.reduce(0) { $0 + $1 * $1 } / Double(max(1, forces.count))
    forceDeviation = meanSquare > 0 ? meanSquare.squareRoot() : 1
  }

  /// A leg as a network sees it: its motion, its muscles and the person, where there are any.
  func example(_ leg: LegRecording, _ configuration: any LegStudyConfiguration) -> SequenceExample {
    let motionStream = motion.matrix(body.motion(leg, motion.names))
      .lagged(by: body.frames(configuration.motionLags, leg))
    var streams = [motionStream]
    var isNoisy = [[Bool](repeating: true, count: motionStream.channelCount)]
    if !muscles.names.isEmpty {
      let (stream, noise) = muscleStream(leg)
      streams.append(stream)
      isNoisy.append(noise)
    }
    if !person.names.isEmpty {
      streams.append(person.matrix(leg.person))
      isNoisy.append(person.names.map { _ in false })
    }
    let (target, weights) = self.target(leg, configuration)
    return SequenceExample(
      participant: leg.participant, streams: streams, isNoisy: isNoisy, target: target,
      weights: weights)
  }

  /// The scaled targets, and how much each frame counts: nothing where they are unknown.
  private func target(
    _ leg: LegRecording, _ configuration: any LegStudyConfiguration
  ) -> (FrameMatrix, [Float]) {
    let question = type(of: configuration).question
    let values = body.values(leg, question)
    let width = configuration.targetWeights.count
    let trained = Set(configuration.trainedFrames(of: leg))
    var target = [Float](repeating: 0, count: leg.frameCount * width)
    var weights = [Float](repeating: 0, count: leg.frameCount)
    for frame in 0..<leg.frameCount {
      let own = values.map { $0[frame] }
      guard own.allSatisfy(\.isFinite) else { continue }
      for (task, value) in targets.scaled(own).enumerated() {
        target[frame * width + task] = Float(value)
      }
      if width > targets.count {
        target[frame * width + targets.count] = Float(leg.verticalForce[frame] / forceDeviation)
      }
      if trained.contains(frame) {
        weights[frame] = 1
      } else if !question.isScored(leg, frame), leg.isSwing[frame] {
        weights[frame] = configuration.swingWeight
      }
    }
    return (
      FrameMatrix(frameCount: leg.frameCount, channelCount: width, values: target), weights
    )
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

  /// The tasks' numbers from a network's scaled output, by task and frame.
  func restored(
    _ scaled: FrameMatrix, of leg: LegRecording, _ question: LegQuestion
  ) -> [[Double]] {
    (0..<targets.count).map { task in
      let values = (0..<scaled.frameCount).map { Double(scaled[$0, task]) }
      return body.restored(targets.restored(values, task: task), leg, question)
    }
  }
}

extension FrameMatrix {
  /// The frames followed by copies of the last one, up to a number of frames.
  func held(to count: Int) -> FrameMatrix {
    guard count > frameCount else { return self }
    let last = values.suffix(channelCount)
    let more = (frameCount..<count).flatMap { _ in last }
    return FrameMatrix(frameCount: count, channelCount: channelCount, values: values + more)
  }

  /// The first frames.
  func prefix(_ count: Int) -> FrameMatrix {
    guard count < frameCount else { return self }
    return FrameMatrix(
      frameCount: count, channelCount: channelCount,
      values: Array(values.prefix(count * channelCount)))
  }

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
