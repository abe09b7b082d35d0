extension IMURecord {
  /// What is hard to believe of the sensor's signals: gravity at rest, and the swing of a foot.
  public var implausibilities: [Implausibility] { implausibilities(name: name) }

  /// The same under another name for the messages.
  func implausibilities(name: String) -> [Implausibility] {
    var findings = [Implausibility]()
    // In the world's axes exports often hold the acceleration without gravity.
    if let acceleration, frame != .world {
      findings += GravityCheck.findings(acceleration, name: name)
    }
    if let angularRate, segment == .foot {
      findings += FootSwingCheck.findings(angularRate, name: name)
    }
    return findings
  }

  private var name: String {
    "the sensor on the \(side.map { "\($0.rawValue) " } ?? "")\(segment == .unknown ? "body" : segment.rawValue)"
  }
}
