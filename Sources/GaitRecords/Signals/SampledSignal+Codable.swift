extension SampledSignal: Codable {
  private enum CodingKeys: String, CodingKey {
    case channels, sampleRateHz, startTimeS, samples
  }

  /// Reads a signal; a null sample is a missing one.
  ///
  /// - Throws: `DecodingError` if the counts or the rate make no sense.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let channels = try container.decode([Channel].self, forKey: .channels)
    let rate = try container.decode(Double.self, forKey: .sampleRateHz)
    let start = try container.decode(Double.self, forKey: .startTimeS)
    let samples = try container.decode([Float?].self, forKey: .samples)
    guard rate.isFinite, rate > 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .sampleRateHz, in: container,
        debugDescription: "expected a positive rate in Hz, found \(rate)")
    }
    guard channels.isEmpty ? samples.isEmpty : samples.count % channels.count == 0 else {
      throw DecodingError.dataCorruptedError(
        forKey: .samples, in: container,
        debugDescription: "\(samples.count) samples do not fill rows of \(channels.count) channels")
    }
    self.init(
      channels: channels, sampleRateHz: rate, startTimeS: start,
      samples: samples.map { $0 ?? .nan })
  }

  /// Writes a signal; a missing sample is a null, since JSON has no NaN.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(channels, forKey: .channels)
    try container.encode(sampleRateHz, forKey: .sampleRateHz)
    try container.encode(startTimeS, forKey: .startTimeS)
    try container.encode(samples.map { $0.isNaN ? nil : $0 }, forKey: .samples)
  }
}
