import GaitSignal

extension SequenceExample {
  /// The strides of the recording as examples of one length, each with the participant it came from.
  ///
  /// Streams and targets lie on straight lines between frames. A point beside a frame that does not
  /// count does not count either.
  ///
  /// - Parameters:
  ///   - cycles: The strides, as `StrideRules` gives them for this recording alone.
  ///   - sampleRateHz: The rate of the frames.
  ///   - startTimeS: The time of the first frame.
  ///   - pointCount: The points of each stride, from initial contact to the next.
  /// - Returns: One example per stride.
  /// - Throws: `SignalError.invalidParameter` for a stride that leaves the recording, fewer than two
  ///   points or a rate that is not positive.
  public func strides(
    _ cycles: [GaitCycle], sampleRateHz: Double, startTimeS: Double = 0, pointCount: Int = 101
  ) throws(SignalError) -> [SequenceExample] {
    let operation = "strides of a recording"
    guard pointCount > 1, sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: operation, expected: "two points or more at a positive rate",
        found: "\(pointCount) points at \(sampleRateHz) Hz")
    }
    let end = startTimeS + Double(frameCount - 1) / sampleRateHz
    // A contact may be known more finely than the frames, so half a frame is granted.
    let slack = 0.5 / sampleRateHz
    var examples: [SequenceExample] = []
    for cycle in cycles {
      guard cycle.startS >= startTimeS - slack, cycle.endS <= end + slack else {
        throw .invalidParameter(
          operation: operation, expected: "strides within \(startTimeS) to \(end) s",
          found: "\(cycle.startS) to \(cycle.endS) s")
      }
      let places = CycleNormalizer(pointCount: pointCount).times(of: cycle).map { time in
        min(max(0, (time - startTimeS) * sampleRateHz), Double(frameCount - 1))
      }
      examples.append(resampled(at: places))
    }
    return examples
  }

  private func resampled(at places: [Double]) -> SequenceExample {
    func rows(_ matrix: FrameMatrix) -> FrameMatrix {
      var values: [Float] = []
      for place in places { matrix.appendRow(at: place, to: &values) }
      return FrameMatrix(
        frameCount: places.count, channelCount: matrix.channelCount, values: values)
    }
    let counts = places.map { place in
      let low = Int(place)
      let high = place > Double(low) ? min(low + 1, frameCount - 1) : low
      return min(weights[low], weights[high])
    }
    return SequenceExample(
      participant: participant, streams: streams.map(rows), isNoisy: isNoisy, target: rows(target),
      weights: counts)
  }
}
