extension WalkingTrial {
  /// What is hard to believe of the person and of the motion.
  public var implausibilities: [Implausibility] {
    anthropometry.implausibilities + motion.implausibilities
  }
}

extension MotionRecord {
  /// What is hard to believe of the motion: hip moments, ground reactions, and their sides.
  public var implausibilities: [Implausibility] {
    var findings = [Implausibility]()
    for side in Side.allCases {
      let moments = AnatomicalPlane.allCases.flatMap {
        jointMoments.values(ofChannel: MotionRecord.channel(side, .hip, $0))
      }
      findings += HipMomentCheck.findings(moments, name: "\(side.rawValue) hip")
      findings += ForcePeakCheck.findings(verticalForce(side), side: side)
    }
    let swapped = SwappedSidesCheck.findings(
      forces: (verticalForce(.left).map(Double.init), verticalForce(.right).map(Double.init)),
      speeds: (ankleSpeed(.left), ankleSpeed(.right)),
      names: ("the ground reactions", "the ankles' paths"))
    return findings + swapped
  }

  private func verticalForce(_ side: Side) -> [Float] {
    groundReaction.values(ofChannel: MotionRecord.channel(side, .z))
  }

  /// How fast the ankle's centre moves from each frame to the next, in m/s.
  private func ankleSpeed(_ side: Side) -> [Double] {
    let channels = LaboratoryAxis.allCases.map { MotionRecord.channel(side, .ankle, $0) }
    let steps = jointCentres.selecting(channels: channels)
    return (0..<frameCount).map { frame in
      guard frame + 1 < frameCount else { return .nan }
      let squares = (0..<3).reduce(0.0) { sum, axis in
        let step = Double(
          steps.samples[3 * (frame + 1) + axis] - steps.samples[3 * frame + axis])
        return sum + step * step
      }
      return squares.squareRoot() * sampleRateHz
    }
  }
}
