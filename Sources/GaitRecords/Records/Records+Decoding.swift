// A record read from JSON must fulfil what its initialiser demands, and fail with an error if not.

extension MotionRecord {
  enum CodingKeys: String, CodingKey {
    case jointAngles, jointMoments, groundReaction, jointCentres, stance
  }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` if the channel counts or the clocks do not fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let keys: [(CodingKeys, Int)] = [
      (.jointAngles, 18), (.jointMoments, 18), (.groundReaction, 6), (.jointCentres, 18),
      (.stance, 2),
    ]
    var signals = [SampledSignal]()
    for (key, channelCount) in keys {
      let signal = try container.decode(SampledSignal.self, forKey: key)
      let first = signals.first ?? signal
      guard signal.channelCount == channelCount, signal.frameCount == first.frameCount,
        signal.sampleRateHz == first.sampleRateHz, signal.startTimeS == first.startTimeS
      else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container,
          debugDescription: "expected \(channelCount) channels on one clock with the joint angles")
      }
      signals.append(signal)
    }
    self.init(
      jointAngles: signals[0], jointMoments: signals[1], groundReaction: signals[2],
      jointCentres: signals[3], stance: signals[4])
  }
}

extension EMGRecord {
  enum CodingKeys: String, CodingKey {
    case signal, electrodes, processing
  }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` if there are not as many electrodes as channels.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let signal = try container.decode(SampledSignal.self, forKey: .signal)
    let electrodes = try container.decode([Electrode].self, forKey: .electrodes)
    guard signal.channelCount == electrodes.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .electrodes, in: container,
        debugDescription: "\(electrodes.count) electrodes for \(signal.channelCount) channels")
    }
    let processing = try container.decode(Processing.self, forKey: .processing)
    self.init(signal: signal, electrodes: electrodes, processing: processing)
  }
}

extension ForcePlateRecord {
  enum CodingKeys: String, CodingKey {
    case number, signal
  }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` unless the signal has six channels.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let signal = try container.decode(SampledSignal.self, forKey: .signal)
    guard signal.channelCount == 6 else {
      throw DecodingError.dataCorruptedError(
        forKey: .signal, in: container,
        debugDescription: "expected 6 channels, found \(signal.channelCount)")
    }
    self.init(number: try container.decode(Int.self, forKey: .number), signal: signal)
  }
}
