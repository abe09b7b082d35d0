import Foundation
import GaitRecords

/// Net joint moments from the ground reaction and the inertia of foot, shank and thigh.
///
/// Sagittal moments hold the ground reaction, weight and both inertias of every segment below the
/// joint (Winter 2009, chapter 5); frontal ones are quasi-static, the ground reaction alone.
struct InverseDynamics {
  private(set) var hip, knee, ankle, hipFrontal, kneeFrontal: [Double]

  /// A segment: share of body mass, its centre's path, its angular acceleration times the square of
  /// its radius of gyration.
  private struct Segment {
    let share: Double
    let x, z, ax, az, turn: [Double]

    init(share: Double, radiusM: Double, x: [Double], z: [Double], angle: [Double]) {
      let rate = WalkMechanics.rateHz
      self.share = share
      (self.x, self.z) = (x, z)
      ax = BodyMotion.acceleration(x, rate)
      az = BodyMotion.acceleration(z, rate)
      turn = BodyMotion.acceleration(angle, rate).map { $0 * radiusM * radiusM }
    }
  }

  init(
    _ subject: WalkingSubject, foot: PlantedFoot, hip: HipMotion.Path,
    knee: (x: [Double], y: [Double], z: [Double]), thigh: [Double], shank: [Double]
  ) {
    let count = hip.x.count
    func between(_ a: [Double], _ b: [Double], _ share: Double) -> [Double] {
      zip(a, b).map { $0 + share * ($1 - $0) }
    }
    let middle = 0.3 * subject.footM
    let segments = [
      Segment(
        share: 0.0145, radiusM: 0.475 * subject.footM,
        x: (0..<count).map { foot.ankleX[$0] + middle * cos(foot.pitch[$0]) },
        z: (0..<count).map {
          foot.ankleZ[$0] - 0.5 * subject.ankleHeightM + middle * sin(foot.pitch[$0])
        }, angle: foot.pitch),
      Segment(
        share: 0.0465, radiusM: 0.302 * subject.shankM, x: between(knee.x, foot.ankleX, 0.433),
        z: between(knee.z, foot.ankleZ, 0.433), angle: shank),
      Segment(
        share: 0.1, radiusM: 0.323 * subject.thighM, x: between(hip.x, knee.x, 0.433),
        z: between(hip.z, knee.z, 0.433), angle: thigh),
    ]
    let joints = [
      (foot.ankleX, foot.ankleZ), (knee.x, knee.z), (hip.x, hip.z),
    ]
    var moments = [[Double]]()
    for (joint, centre) in joints.enumerated() {
      // Positive where the load would flex the hip or turn toes and shank up and forward.
      var load = (0..<count).map { frame -> Double in
        let ahead = foot.pressureX[frame] - centre.0[frame]
        let up = foot.pressureZ[frame] - centre.1[frame]
        return ahead * foot.forceZ[frame] - up * foot.forceX[frame]
      }
      for segment in segments[...joint] {
        for frame in 0..<count {
          let ahead = segment.x[frame] - centre.0[frame]
          let up = segment.z[frame] - centre.1[frame]
          let weight = segment.az[frame] + WalkMechanics.gravity
          let moment = ahead * weight - up * segment.ax[frame] + segment.turn[frame]
          load[frame] -= segment.share * moment
        }
      }
      moments.append(load)
    }
    ankle = moments[0]
    // The knee extends the other way round.
    self.knee = moments[1].map { -$0 }
    self.hip = moments[2]
    let outward = foot.side == .left ? 1.0 : -1.0
    func frontal(_ y: [Double], _ z: [Double]) -> [Double] {
      (0..<count).map { frame in
        let across = foot.pressureY[frame] - y[frame]
        let up = foot.pressureZ[frame] - z[frame]
        return -outward * (across * foot.forceZ[frame] - up * foot.forceY[frame])
      }
    }
    hipFrontal = frontal(hip.y, hip.z)
    kneeFrontal = frontal(knee.y, knee.z)
  }
}
