/// The force that the ground exerts on a person through one force plate, in laboratory axes.
///
/// The centre of pressure lies in the plate's surface; the free moment is the moment about the
/// plate's normal through it. Both are missing where the plate is hardly loaded, since they divide
/// by the force.
public struct GroundReactionRecord: Equatable, Sendable, Codable {
  /// The plate's number in the laboratory, from 1.
  public let number: Int
  /// `[time, 9]`: force in N, centre of pressure in m, free moment in N m; x, y and z of each.
  public let signal: SampledSignal

  /// The names of the nine channels.
  public static let channelNames = ["force", "centreOfPressure", "freeMoment"].flatMap { quantity in
    ["X", "Y", "Z"].map { "\(quantity)_\($0)" }
  }

  /// Creates a record.
  ///
  /// - Precondition: The signal has nine channels.
  public init(number: Int, signal: SampledSignal) {
    precondition(
      signal.channelCount == 9, "GroundReactionRecord: \(signal.channelCount) channels, not 9")
    self.number = number
    self.signal = signal
  }

  private enum CodingKeys: String, CodingKey {
    case number, signal
  }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` unless the signal has nine channels.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let signal = try container.decode(SampledSignal.self, forKey: .signal)
    guard signal.channelCount == 9 else {
      throw DecodingError.dataCorruptedError(
        forKey: .signal, in: container,
        debugDescription: "expected 9 channels, found \(signal.channelCount)")
    }
    self.init(number: try container.decode(Int.self, forKey: .number), signal: signal)
  }
}
