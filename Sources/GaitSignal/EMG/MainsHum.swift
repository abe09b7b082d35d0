/// The hum of the mains in a recording, to be taken out by notches.
public struct MainsHum: Hashable, Sendable, Codable {
  /// The frequency of the mains: 50 Hz in most of the world, 60 Hz in North America.
  public var fundamentalHz: Double
  /// The width of each notch between the points at -3 dB.
  public var widthHz: Double
  /// No harmonic above this is taken out; the fundamental alone if it equals `fundamentalHz`.
  public var highestHz: Double

  /// Describes the hum.
  public init(fundamentalHz: Double = 50, widthHz: Double = 2, highestHz: Double = 450) {
    self.fundamentalHz = fundamentalHz
    self.widthHz = widthHz
    self.highestHz = highestHz
  }
}
