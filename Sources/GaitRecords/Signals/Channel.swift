/// One channel of a recording: its name, the unit of its samples, and the unit of its source.
public struct Channel: Hashable, Sendable, Codable {
  /// The channel's name, unique within its signal.
  public var name: String
  /// The unit of the samples held in memory; SI for everything a reader of this package returns.
  public var unit: PhysicalUnit
  /// The unit in which the source held the samples.
  public var sourceUnit: PhysicalUnit

  /// Creates a channel.
  ///
  /// - Parameters:
  ///   - name: The channel's name.
  ///   - unit: The unit of the samples held in memory.
  ///   - sourceUnit: The unit of the source; the same as `unit` if left out.
  public init(name: String, unit: PhysicalUnit, sourceUnit: PhysicalUnit? = nil) {
    self.name = name
    self.unit = unit
    self.sourceUnit = sourceUnit ?? unit
  }
}
