import Foundation

/// How a subject of the walking cohort is asked to walk.
public struct WalkingCondition: Hashable, Sendable, Codable {
  /// The ground.
  public enum Terrain: Hashable, Sendable, Codable {
    /// A level floor.
    case level
    /// A ramp of this inclination in radians, positive uphill.
    case slope(Double)
    /// Stairs of this rise, positive upstairs, and this run in metres.
    case stairs(riseM: Double, runM: Double)
  }

  /// The condition's name, such as `level-1.2`.
  public var name: String
  /// Speed forward in m/s; on stairs the cadence gives the speed.
  public var speedMPerS: Double
  /// The ground.
  public var terrain: Terrain

  /// Creates a condition.
  ///
  /// - Precondition: A speed of 0.5 to 2 m/s.
  public init(name: String, speedMPerS: Double, terrain: Terrain) {
    precondition(
      (0.5...2).contains(speedMPerS), "WalkingCondition: a speed of \(speedMPerS) m/s")
    self.name = name
    self.speedMPerS = speedMPerS
    self.terrain = terrain
  }

  /// Level walking at a speed.
  public static func level(_ speedMPerS: Double) -> WalkingCondition {
    WalkingCondition(
      name: "level-\(tenths(speedMPerS))", speedMPerS: speedMPerS, terrain: .level)
  }

  /// Walking on a ramp, positive degrees uphill.
  public static func slope(deg: Double, _ speedMPerS: Double = 1.1) -> WalkingCondition {
    WalkingCondition(
      name: "\(deg < 0 ? "downhill" : "uphill")-\(tenths(abs(deg)))", speedMPerS: speedMPerS,
      terrain: .slope(deg * .pi / 180))
  }

  /// Stairs of 0.15 m by 0.29 m, taken one by one.
  public static func stairs(up: Bool) -> WalkingCondition {
    WalkingCondition(
      name: up ? "upstairs" : "downstairs", speedMPerS: 0.55,
      terrain: .stairs(riseM: up ? 0.15 : -0.15, runM: 0.29))
  }

  /// Three speeds on the level, two ramps and stairs both ways.
  public static let standard: [WalkingCondition] = [
    .level(0.9), .level(1.2), .level(1.5), .slope(deg: 6), .slope(deg: -6), .stairs(up: true),
    .stairs(up: false),
  ]

  /// Names of trials may hold no dots.
  private static func tenths(_ value: Double) -> String {
    "\(Int(value))p\(Int((value * 10).rounded()) % 10)"
  }

  /// The rise of the ground for each metre forward.
  var groundRatio: Double {
    switch terrain {
    case .level: 0
    case .slope(let angle): tan(angle)
    case .stairs(let rise, let run): rise / run
    }
  }

  var isStairs: Bool {
    if case .stairs = terrain { true } else { false }
  }
}
