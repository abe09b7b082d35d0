/// Smooth curves of a phase, from which the movements of the cohorts are built.
enum Curves {
  /// A rise from 0 to 1 without velocity or acceleration at its ends; held outside 0...1.
  ///
  /// The minimum-jerk movement (Flash, Hogan 1985, doi:10.1523/JNEUROSCI.05-07-01688.1985).
  static func rise(_ phase: Double) -> Double {
    let v = min(max(phase, 0), 1)
    return v * v * v * (10 + v * (6 * v - 15))
  }

  /// The derivative of the rise by its phase.
  static func riseRate(_ phase: Double) -> Double {
    guard phase > 0, phase < 1 else { return 0 }
    return 30 * phase * phase * (1 - phase) * (1 - phase)
  }

  /// The second derivative of the rise by its phase.
  static func riseAcceleration(_ phase: Double) -> Double {
    guard phase > 0, phase < 1 else { return 0 }
    return 60 * phase * (1 - phase) * (1 - 2 * phase)
  }

  /// The part of a quintic that starts with a velocity of 1 and comes to rest at 0.
  static func startVelocity(_ v: Double) -> Double {
    let cube = v * v * v
    return v - cube * (6 - v * (8 - 3 * v))
  }

  /// The part of a quintic that starts with an acceleration of 1 and comes to rest at 0.
  static func startAcceleration(_ v: Double) -> Double {
    let square = v * v
    return 0.5 * square - square * v * (1.5 - v * (1.5 - 0.5 * v))
  }

  /// A cubic through knots of given slopes; zero outside them.
  static func hermite(_ x: Double, _ knots: [(x: Double, y: Double, slope: Double)]) -> Double {
    for place in 1..<max(1, knots.count) where x <= knots[place].x {
      let (a, b) = (knots[place - 1], knots[place])
      guard x >= a.x else { return 0 }
      let width = b.x - a.x
      let s = (x - a.x) / width
      let rest = 1 - s
      let values = (1 + 2 * s) * rest * rest * a.y + s * s * (3 - 2 * s) * b.y
      let slopes = s * rest * rest * a.slope - s * s * rest * b.slope
      return values + slopes * width
    }
    return 0
  }
}
