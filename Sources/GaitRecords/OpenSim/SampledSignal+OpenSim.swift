extension OpenSimTable {
  /// How the angles of a table without an `inDegrees` key are to be read.
  public enum AngleUnit: String, Hashable, Sendable, Codable {
    /// Rotations are in degrees.
    case degrees
    /// Rotations are in radians.
    case radians
  }

  /// The table as a signal in SI units on a regular clock.
  ///
  /// `inDegrees` concerns rotational coordinates only; forces, moments and lengths keep their
  /// values. Times on a regular grid are asked for: gaps become missing frames.
  ///
  /// - Parameters:
  ///   - file: The name used in messages.
  ///   - angleUnit: The unit of rotations if the header does not say; needed only if there are any.
  ///   - limits: How long a gap may be.
  /// - Returns: One channel per label, and what was noticed.
  /// - Throws: `RecordError`, such as `unknownAngleUnit`.
  public func signal(
    file: String, angleUnit: AngleUnit? = nil, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (signal: SampledSignal, report: ImportReport) {
    guard componentCount == 1 else {
      throw .malformed(
        file: file, line: 1, column: "DataType", expected: "one number in a cell",
        found: "\(componentCount)")
    }
    var report = ImportReport()
    let clock = try SampleClock(
      fitting: SampleClock.Source(file: file, column: "time", times: times, unit: .second),
      limits: limits, report: &report)
    let quantities = labels.map(OpenSimQuantity.init(label:))
    let isInDegrees = isInDegrees ?? angleUnit.map { $0 == .degrees }
    if isInDegrees == nil, quantities.contains(.rotation) {
      throw .unknownAngleUnit(file: file)
    }
    let units = quantities.map { quantity -> PhysicalUnit in
      switch quantity {
      case .rotation: isInDegrees == true ? .degree : .radian
      case .length: .metre
      case .force: .newton
      case .moment: .newtonMetre
      case .speed, .other: .one
      }
    }
    var samples = [Float](repeating: .nan, count: clock.frameCount * labels.count)
    for (frame, row) in clock.rows.enumerated() {
      guard let row else { continue }
      for column in labels.indices {
        let value = values[row * labels.count + column] * units[column].siFactor
        samples[frame * labels.count + column] = Float(value)
      }
    }
    if units.contains(.degree) {
      report.addConversion(file: file, quantity: "rotations", from: .degree, to: .radian)
    }
    let others = zip(labels, quantities).filter { $0.1 == .other || $0.1 == .speed }.map(\.0)
    if let first = others.first {
      report.warn(
        "\(others.count) columns such as \(first) have no unit known by their label", file: file)
    }
    let channels = zip(labels, units).map { Channel(name: $0, unit: $1.si, sourceUnit: $1) }
    let signal = SampledSignal(
      channels: channels, sampleRateHz: clock.sampleRateHz, startTimeS: clock.startTimeS,
      samples: samples)
    return (signal, report)
  }
}
