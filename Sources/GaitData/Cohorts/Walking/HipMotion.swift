import Foundation
import GaitSignal

/// The two hips: carried by the body, turned and listed by the pelvis so that legs reach the ground.
package struct HipMotion {
  /// A hip: forward, left and up in metres.
  package struct Path {
    package var x, y, z: [Double]
  }

  /// Left, then right.
  let paths: [Path]

  init(
    _ subject: WalkingSubject, _ body: BodyMotion, _ feet: [PlantedFoot], isStairs: Bool
  ) throws {
    let length = 0.998 * (subject.thighM + subject.shankM)
    let count = body.x.count
    var paths = feet.map { foot in
      let outward = foot.side == .left ? 0.5 : -0.5
      return Path(
        // The pelvis brings the hip of the striking leg forward.
        x: (0..<count).map {
          body.x[$0] + subject.pelvicRotationM * cos(2 * .pi * foot.phase[$0])
        },
        y: body.y.map { $0 + outward * subject.hipWidthM },
        z: [])
    }
    let reach = feet.indices.map { index in
      (0..<count).map { frame -> Double in
        let ahead = paths[index].x[frame] - feet[index].ankleX[frame]
        return feet[index].ankleZ[frame] + max(length * length - ahead * ahead, 0).squareRoot()
      }
    }
    // How high the hips may be in each frame in which a leg bears weight. Most people stand higher
    // than the lowest of them: the pelvis lists where a leg is too short.
    var heights: [Double] = []
    for frame in 200..<max(201, count - 200) {
      for index in feet.indices where feet[index].forceZ[frame] > 0.5 {
        heights.append(reach[index][frame] - body.z[frame])
      }
    }
    heights.sort()
    let quantile = isStairs ? 0.4 * subject.uprightness : subject.uprightness
    let height = heights[Int(quantile * Double(heights.count - 1))]
    let smoothing = try Butterworth.design(
      order: 2, .lowPass(cutoffHz: 6), sampleRateHz: WalkMechanics.rateHz)
    for index in feet.indices {
      let width = 0.006
      let z = (0..<count).map { frame -> Double in
        let free = body.z[frame] + height
        let over = (free - reach[index][frame]) / width
        return free - width * (over > 30 ? over : log1p(exp(over)))
      }
      paths[index].z = try smoothing.zeroPhaseFiltered(z)
      paths[index].x = try smoothing.zeroPhaseFiltered(paths[index].x)
    }
    self.paths = paths
  }
}
