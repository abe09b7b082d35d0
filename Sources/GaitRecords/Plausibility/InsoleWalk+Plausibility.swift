extension InsoleWalk {
  /// What is hard to believe of the insoles of both feet.
  public var implausibilities: [Implausibility] { InsoleRecord.implausibilities(insoles) }
}

extension InsoleRecord {
  /// What is hard to believe of insoles worn together: gravity and swing of each, the body weight and
  /// the sides of both.
  public static func implausibilities(_ insoles: [InsoleRecord]) -> [Implausibility] {
    var findings = [Implausibility]()
    for insole in insoles {
      let name = "the \(insole.side.rawValue) insole"
      if let acceleration = insole.acceleration {
        findings += GravityCheck.findings(acceleration, name: name)
      }
      if let angularRate = insole.angularRate {
        findings += FootSwingCheck.findings(angularRate, name: name)
      }
    }
    guard let left = insoles.first(where: { $0.side == .left }),
      let right = insoles.first(where: { $0.side == .right }),
      let leftForce = left.totalForceOrSum(), let rightForce = right.totalForceOrSum(),
      leftForce.frameCount == rightForce.frameCount,
      leftForce.sampleRateHz == rightForce.sampleRateHz
    else { return findings }
    if let mass = left.bodyMassKg ?? right.bodyMassKg {
      findings += BodyWeightCheck.findings(
        left: leftForce.samples, right: rightForce.samples, sampleRateHz: leftForce.sampleRateHz,
        bodyMassKg: mass,
        believed: left.layout == .gaitPDB8
          ? BodyWeightCheck.unscaledInsolesBelieved : BodyWeightCheck.insolesBelieved)
    }
    if let leftTurn = left.angularRate, let rightTurn = right.angularRate,
      leftTurn.frameCount == leftForce.frameCount, rightTurn.frameCount == leftForce.frameCount
    {
      findings += SwappedSidesCheck.findings(
        forces: (leftForce.samples.map(Double.init), rightForce.samples.map(Double.init)),
        speeds: (leftTurn.magnitudes(), rightTurn.magnitudes()),
        names: ("the insoles' forces", "their gyroscopes"))
    }
    return findings
  }
}
