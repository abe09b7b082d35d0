extension SampledSignal {
  /// The samples of one channel in time order; NaN where missing.
  public func values(ofChannel channel: Int) -> [Float] {
    precondition(
      channel >= 0 && channel < channelCount,
      "SampledSignal: channel \(channel) of \(channelCount)")
    var values = [Float]()
    values.reserveCapacity(frameCount)
    for index in stride(from: channel, to: samples.count, by: channelCount) {
      values.append(samples[index])
    }
    return values
  }

  /// Whether a channel holds no sample at all.
  public func isEntirelyMissing(channel: Int) -> Bool {
    values(ofChannel: channel).allSatisfy(\.isNaN)
  }

  /// The runs of frames in which a channel is missing, in time order.
  public func gaps(ofChannel channel: Int) -> [Range<Int>] {
    SampledSignal.runs(in: values(ofChannel: channel), where: \.isNaN)
  }

  /// The runs of frames in which a channel is present, in time order.
  public func segments(ofChannel channel: Int) -> [Range<Int>] {
    SampledSignal.runs(in: values(ofChannel: channel), where: { !$0.isNaN })
  }

  /// The signal of some of the channels, in the order asked for.
  public func selecting(channels indices: [Int]) -> SampledSignal {
    var picked = [Float]()
    picked.reserveCapacity(frameCount * indices.count)
    for frame in 0..<frameCount {
      for index in indices { picked.append(samples[frame * channelCount + index]) }
    }
    return SampledSignal(
      channels: indices.map { channels[$0] }, sampleRateHz: sampleRateHz,
      startTimeS: startTimeS, samples: picked)
  }

  /// The signal of a range of frames; its start time moves with it.
  public func selecting(frames: Range<Int>) -> SampledSignal {
    precondition(
      frames.lowerBound >= 0 && frames.upperBound <= frameCount,
      "SampledSignal: frames \(frames) of \(frameCount)")
    let range = frames.lowerBound * channelCount..<frames.upperBound * channelCount
    return SampledSignal(
      channels: channels, sampleRateHz: sampleRateHz,
      startTimeS: timeS(ofFrame: frames.lowerBound), samples: Array(samples[range]))
  }

  static func runs(in values: [Float], where isInside: (Float) -> Bool) -> [Range<Int>] {
    var runs = [Range<Int>]()
    var start: Int?
    for (index, value) in values.enumerated() {
      if isInside(value) {
        start = start ?? index
      } else if let first = start {
        runs.append(first..<index)
        start = nil
      }
    }
    if let first = start { runs.append(first..<values.count) }
    return runs
  }
}
