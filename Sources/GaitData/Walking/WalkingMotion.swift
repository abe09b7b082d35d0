import Foundation
import GaitRecords
import GaitSignal

/// The motion of a trial on the study's clock: gaps filled, smoothed, in a frame that walks along.
///
/// The frame has its forward axis horizontal and at right angles to the line of the hip centres, so
/// turns and the direction of walking drop out.
struct WalkingMotion {
  let sampleRateHz: Double
  let frameCount: Int
  /// The first frame of the trial's own clock in which both hips are seen.
  let startTimeS: Double
  /// Joint centres by side and joint, m; nil where a joint was not seen.
  private var centres: [Place: Trajectory] = [:]
  /// Joint angles by side, joint and plane, rad.
  private var angles: [Angle: [Double]] = [:]
  /// Forward and left, horizontal.
  let forward, left: Trajectory

  private struct Place: Hashable {
    let side: Side
    let joint: Joint
  }

  private struct Angle: Hashable {
    let side: Side
    let joint: Joint
    let plane: AnatomicalPlane
  }

  /// Prepares a trial; nil where the hips are never seen together for long enough to filter.
  init?(_ trial: WalkingTrial, sampleRateHz: Double, cutoffHz: Double) throws {
    let motion = trial.motion
    let hips = Side.allCases.flatMap { side in
      LaboratoryAxis.allCases.map {
        motion.jointCentres.values(MotionRecord.channel(side, .hip, $0))
      }
    }
    let seen = (0..<motion.frameCount).map { frame in hips.allSatisfy { !$0[frame].isNaN } }
    guard let run = Self.longestRun(seen), run.count > 12 else { return nil }
    let clock = FrameClock(
      sourceRateHz: motion.sampleRateHz, targetRateHz: sampleRateHz, sourceRange: run,
      sourceStartS: motion.startTimeS)
    self.sampleRateHz = sampleRateHz
    frameCount = clock.frameCount
    startTimeS = clock.startTimeS
    guard frameCount > 12 else { return nil }
    // Smoothed at the recording's own rate, so that resampling folds no noise into the band.
    let smoothing = try Butterworth.design(
      order: 2, .lowPass(cutoffHz: cutoffHz), sampleRateHz: motion.sampleRateHz)
    func smoothed(_ values: [Double]) throws -> [Double]? {
      guard let filled = clock.filled(values) else { return nil }
      return clock.resampled(try smoothing.zeroPhaseFiltered(filled))
    }
    for side in Side.allCases {
      for joint in Joint.allCases {
        let axes = try LaboratoryAxis.allCases.map {
          try smoothed(motion.jointCentres.values(MotionRecord.channel(side, joint, $0)))
        }
        if let x = axes[0], let y = axes[1], let z = axes[2] {
          centres[Place(side: side, joint: joint)] = Trajectory(x: x, y: y, z: z)
        }
        for plane in AnatomicalPlane.allCases {
          angles[Angle(side: side, joint: joint, plane: plane)] = try smoothed(
            motion.jointAngles.values(MotionRecord.channel(side, joint, plane)))
        }
      }
    }
    guard let leftHip = centres[Place(side: .left, joint: .hip)],
      let rightHip = centres[Place(side: .right, joint: .hip)]
    else { return nil }
    var across = leftHip - rightHip
    across.z = [Double](repeating: 0, count: frameCount)
    left = across.normalized
    // left x up
    forward = Trajectory(x: left.y, y: left.x.map { -$0 }, z: left.z)
  }

  func centre(_ side: Side, _ joint: Joint) -> Trajectory? {
    centres[Place(side: side, joint: joint)]
  }

  func angle(_ side: Side, _ joint: Joint, _ plane: AnatomicalPlane) -> [Double]? {
    angles[Angle(side: side, joint: joint, plane: plane)]
  }

  func rate(_ values: [Double]) throws -> [Double] {
    try derivative(values, spacing: 1 / sampleRateHz)
  }

  private static func longestRun(_ flags: [Bool]) -> Range<Int>? {
    var best: Range<Int>?
    var start: Int?
    for index in 0...flags.count {
      if index < flags.count, flags[index] {
        start = start ?? index
      } else if let first = start {
        if index - first > best?.count ?? 0 { best = first..<index }
        start = nil
      }
    }
    return best
  }
}

extension SampledSignal {
  /// One channel as numbers; NaN where missing.
  func values(_ channel: Int) -> [Double] {
    (0..<frameCount).map { Double(samples[$0 * channelCount + channel]) }
  }
}
