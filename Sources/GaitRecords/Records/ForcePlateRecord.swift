/// The raw channels of one force plate in the plate's own axes.
///
/// Signs are the amplifier's: in the walking folder's layout `Fz` is negative under load.
public struct ForcePlateRecord: Equatable, Sendable, Codable {
  /// The plate's number in the laboratory, from 1.
  public let number: Int
  /// Force in N and moment in N m, `[time, 6]`: Fx, Fy, Fz, Mx, My, Mz.
  public let signal: SampledSignal

  /// Creates a record.
  ///
  /// - Precondition: The signal has six channels.
  public init(number: Int, signal: SampledSignal) {
    precondition(
      signal.channelCount == 6, "ForcePlateRecord: \(signal.channelCount) channels, not 6")
    self.number = number
    self.signal = signal
  }
}
