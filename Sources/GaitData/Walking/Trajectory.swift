/// Points or directions in space, one for each frame.
struct Trajectory {
  var x, y, z: [Double]

  var count: Int { x.count }

  static func - (a: Trajectory, b: Trajectory) -> Trajectory {
    Trajectory(
      x: zip(a.x, b.x).map(-), y: zip(a.y, b.y).map(-), z: zip(a.z, b.z).map(-))
  }

  static func midpoint(_ a: Trajectory, _ b: Trajectory) -> Trajectory {
    func mean(_ p: [Double], _ q: [Double]) -> [Double] { zip(p, q).map { ($0 + $1) / 2 } }
    return Trajectory(x: mean(a.x, b.x), y: mean(a.y, b.y), z: mean(a.z, b.z))
  }

  /// The component along a direction at each frame.
  func along(_ axis: Trajectory) -> [Double] {
    (0..<count).map { frame in
      var sum: Double = x[frame] * axis.x[frame]
      sum += y[frame] * axis.y[frame]
      sum += z[frame] * axis.z[frame]
      return sum
    }
  }

  /// The same directions at length one; a zero vector stays.
  var normalized: Trajectory {
    var result = self
    for frame in 0..<count {
      var squares: Double = x[frame] * x[frame]
      squares += y[frame] * y[frame]
      squares += z[frame] * z[frame]
      let length = squares.squareRoot()
      guard length > 0 else { continue }
      result.x[frame] /= length
      result.y[frame] /= length
      result.z[frame] /= length
    }
    return result
  }

  func mapped(_ transform: ([Double]) throws -> [Double]) rethrows -> Trajectory {
    Trajectory(x: try transform(x), y: try transform(y), z: try transform(z))
  }
}
