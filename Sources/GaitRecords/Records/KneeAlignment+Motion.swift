import Foundation

extension KneeAlignment {
  /// Computes the alignment of a leg from the joint centres of a walk.
  ///
  /// The person faces at right angles to the line between the hip joint centres. The frontal
  /// projection of a bent leg mixes flexion with rotation, so only frames count in which the leg is
  /// nearly straight in the sagittal plane; the median of those is returned. Frames in swing are
  /// left out where the stance is known. The result is nil if no frame qualifies.
  ///
  /// - Parameters:
  ///   - motion: The walk, with joint centres of both legs in a laboratory whose z axis is up.
  ///   - side: The side of the leg.
  ///   - maximumFlexionRad: The bend in the sagittal plane up to which a leg counts as straight.
  public init?(motion: MotionRecord, side: Side, maximumFlexionRad: Double = 0.26) {
    let up = SIMD3<Double>(0, 0, 1)
    var angles = [Double]()
    for frame in 0..<motion.frameCount {
      if let stance = motion.stance[frame, MotionRecord.channel(side)], stance < 0.5 { continue }
      func centre(_ side: Side, _ joint: Joint) -> SIMD3<Double>? {
        let first = MotionRecord.channel(side, joint, .x)
        let centres = motion.jointCentres
        guard let x = centres[frame, first], let y = centres[frame, first + 1],
          let z = centres[frame, first + 2]
        else { return nil }
        return SIMD3(Double(x), Double(y), Double(z))
      }
      guard let left = centre(.left, .hip), let right = centre(.right, .hip),
        let knee = centre(side, .knee), let ankle = centre(side, .ankle)
      else { continue }
      let hip = side == .left ? left : right
      var forward = KneeAlignment.cross(up, right - left)
      forward.z = 0
      guard let ahead = KneeAlignment.unit(forward),
        KneeAlignment.bend(hip, knee, ankle, ahead) <= maximumFlexionRad,
        let alignment = KneeAlignment(
          side: side, hip: hip, knee: knee, ankle: ankle, forward: ahead, up: up)
      else { continue }
      angles.append(alignment.varusRad)
    }
    guard !angles.isEmpty else { return nil }
    angles.sort()
    let middle = angles.count / 2
    let median = angles.count % 2 == 1 ? angles[middle] : (angles[middle - 1] + angles[middle]) / 2
    self.init(side: side, varusRad: median)
  }

  /// The size of the bend between thigh and shank seen from the side.
  private static func bend(
    _ hip: SIMD3<Double>, _ knee: SIMD3<Double>, _ ankle: SIMD3<Double>, _ forward: SIMD3<Double>
  ) -> Double {
    func projected(_ vector: SIMD3<Double>) -> SIMD2<Double> {
      SIMD2((vector * forward).sum(), vector.z)
    }
    let (thigh, shank) = (projected(knee - hip), projected(ankle - knee))
    return abs(atan2(thigh.x * shank.y - thigh.y * shank.x, (thigh * shank).sum()))
  }
}
