/// The paths of markers on the body, as motion capture follows them.
public struct MarkerRecord: Equatable, Sendable, Codable {
  /// The markers' names, in the order of the channels.
  public let names: [String]
  /// Positions in metres, `[time, 3 * markers]`: x, y, z of each marker in the laboratory's axes.
  public let signal: SampledSignal

  /// Creates a record.
  ///
  /// - Precondition: There are three channels for each name.
  public init(names: [String], signal: SampledSignal) {
    precondition(
      signal.channelCount == 3 * names.count,
      "MarkerRecord: \(signal.channelCount) channels for \(names.count) markers")
    self.names = names
    self.signal = signal
  }

  /// Where a marker was; nil if the cameras did not see it.
  public func position(ofMarker marker: Int, frame: Int) -> SIMD3<Double>? {
    guard let x = signal[frame, 3 * marker], let y = signal[frame, 3 * marker + 1],
      let z = signal[frame, 3 * marker + 2]
    else { return nil }
    return SIMD3(Double(x), Double(y), Double(z))
  }

  private enum CodingKeys: String, CodingKey { case names, signal }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` unless there are three channels for each name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let names = try container.decode([String].self, forKey: .names)
    let signal = try container.decode(SampledSignal.self, forKey: .signal)
    guard signal.channelCount == 3 * names.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .signal, in: container,
        debugDescription: "\(signal.channelCount) channels for \(names.count) markers")
    }
    self.init(names: names, signal: signal)
  }
}
