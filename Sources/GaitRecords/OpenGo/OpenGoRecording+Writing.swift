import Foundation

extension OpenGoRecording {
  /// The bytes of a text export; a missing sample is a blank cell.
  ///
  /// - Returns: The bytes, in UTF-8.
  /// - Throws: `RecordError` if the signals do not share one clock, or sensors measure force.
  public func encoded() throws(RecordError) -> Data {
    let columns = try writtenColumns()
    var text = ""
    for remark in remarks {
      let line = remark.text.isEmpty ? remark.name : "\(remark.name): \(remark.text)"
      text += "# \(line.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined())\n"
    }
    text += "# time" + columns.map { "\t\($0.name)" }.joined() + "\n"
    guard let clock = columns.first?.signal else { return Data(text.utf8) }
    for frame in 0..<clock.frameCount {
      text += "\(clock.timeS(ofFrame: frame))"
      for column in columns {
        text += "\t"
        if let value = column.signal[frame, column.channel] {
          text += "\(Double(value) / column.factor)"
        }
      }
      text += "\n"
    }
    return Data(text.utf8)
  }

  /// Writes a text export to a file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: `RecordError.conflictingClocks`, or the file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }

  private struct WrittenColumn {
    let name: String
    let signal: SampledSignal
    let channel: Int
    let factor: Double
  }

  private func writtenColumns() throws(RecordError) -> [WrittenColumn] {
    var columns = [WrittenColumn]()
    for insole in insoles {
      let side = insole.side.rawValue
      guard !insole.measuresForce else {
        throw .malformed(
          file: "OpenGo export", line: 1, column: "\(side) pressure",
          expected: "sensors of pressure", found: "sensors of force")
      }
      func add(_ names: [String], _ signal: SampledSignal?, _ unit: String, _ factor: Double) {
        guard let signal else { return }
        for (channel, name) in names.enumerated() {
          columns.append(
            WrittenColumn(
              name: "\(side) \(name)[\(unit)]", signal: signal, channel: channel, factor: factor))
        }
      }
      func axes(_ stem: String, _ count: Int) -> [String] {
        ["X", "Y", "Z"].prefix(count).map { "\(stem) \($0)" }
      }
      add(
        insole.layout.sensors.map { "pressure \($0.number)" }, insole.sensors, "N/cm\u{B2}",
        PhysicalUnit.newtonPerSquareCentimetre.siFactor)
      add(
        axes("acceleration", 3), insole.acceleration, "g", PhysicalUnit.standardGravity.siFactor)
      add(axes("angular", 3), insole.angularRate, "dps", PhysicalUnit.degreePerSecond.siFactor)
      add(["total force"], insole.totalForce, "N", 1)
      add(
        axes("center of pressure", 2), insole.centreOfPressure,
        generation == .percent ? "%" : "-0.5...+0.5", generation == .percent ? 0.01 : 1)
    }
    guard let clock = columns.first?.signal else { return [] }
    for column in columns where !column.signal.isOnClock(of: clock) {
      throw .conflictingClocks(
        file: "OpenGo export", expected: "all signals on one clock", found: "\(column.name) apart")
    }
    return columns
  }
}

extension SampledSignal {
  /// Whether another signal has the same start, rate and number of frames.
  package func isOnClock(of other: SampledSignal) -> Bool {
    frameCount == other.frameCount && sampleRateHz == other.sampleRateHz
      && startTimeS == other.startTimeS
  }
}
