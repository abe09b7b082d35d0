import Foundation
import GaitRecords

/// A grey picture of the keypoints of a reaching patient: what a camera and a pose estimator leave.
///
/// Head, trunk and both arms as lines and points, from 0 (black) to 1. The paretic elbow stays bent
/// and the trunk leans forward in its place, the more so the greater the impairment (Cirstea, Levin
/// 2000, doi:10.1093/brain/123.5.940).
public struct StrokeImage: Sendable, Equatable {
  /// Rows and columns.
  public static let size = 64
  /// Grey values row by row from the top, `[64, 64]`.
  public let pixels: [Float]

  init(_ course: StrokeCourse, pareticSide: Side, using random: inout CohortRandom) {
    let height = random.normal(1, 0.05)
    let reach = 0.95 - 0.75 * course.impairment + random.normal(0, 0.06)
    let lean =
      0.05 + 0.45 * course.impairment - 0.05 * course.tractIntegrity
      + random.normal(0, 0.05)
    let hip = (x: 22.0 + random.normal(0, 1.5), y: 52.0 + random.normal(0, 1))
    func along(_ from: (x: Double, y: Double), _ angle: Double, _ length: Double) -> (
      x: Double, y: Double
    ) {
      (from.x + length * sin(angle), from.y - length * cos(angle))
    }
    let neck = along(hip, lean, 24 * height)
    let head = along(neck, lean, 7 * height)
    // Angles from the vertical: the upper arm reaches forward, the elbow opens with the reach.
    func arm(_ extent: Double) -> [(x: Double, y: Double)] {
      let open = min(max(extent, 0.05), 1)
      let elbow = along(neck, .pi - 1.25 * open - 0.15, 11 * height)
      return [neck, elbow, along(elbow, .pi - 1.25 * open - 0.15 - 1.6 * (1 - open), 11 * height)]
    }
    let paretic = arm(reach)
    let sound = arm(0.9 + random.normal(0, 0.04))
    var lines = [[hip, neck, head]]
    // The nearer arm is drawn brighter; the camera stands at the right.
    lines.append(pareticSide == .right ? sound : paretic)
    lines.append(pareticSide == .right ? paretic : sound)
    let brightness = [0.8, 0.55, 1.0]
    let size = StrokeImage.size
    var pixels = (0..<size * size).map { _ in abs(random.normal(0, 0.03)) }
    for (line, light) in zip(lines, brightness) {
      for (a, b) in zip(line, line.dropFirst()) {
        for row in 0..<size {
          for column in 0..<size {
            let point = (x: Double(column), y: Double(row))
            let distance = StrokeImage.distance(point, a, b)
            let glow = light * exp(-0.5 * distance * distance / 1.1)
            pixels[row * size + column] = max(pixels[row * size + column], glow)
          }
        }
      }
    }
    // Eight bits, as a picture file holds them.
    self.pixels = pixels.map { Float((min(max($0, 0), 1) * 255).rounded() / 255) }
  }

  private static func distance(
    _ p: (x: Double, y: Double), _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
  ) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let square = dx * dx + dy * dy
    let share = square > 0 ? min(max(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0), 1) : 0
    return hypot(p.x - a.x - share * dx, p.y - a.y - share * dy)
  }
}
