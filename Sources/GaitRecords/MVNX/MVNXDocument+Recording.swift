extension MVNXDocument {
  /// The recording that was collected.
  ///
  /// - Throws: `RecordError` if the file holds no subject or no normal frame.
  func recording() throws(RecordError) -> (recording: MVNXRecording, report: ImportReport) {
    var report = ImportReport()
    guard let rate = frameRateHz else {
      throw .malformed(
        file: file, line: 1, column: nil, expected: "an element subject", found: "none")
    }
    guard !times.isEmpty else {
      throw .malformed(
        file: file, line: 1, column: nil, expected: "frames of type normal",
        found: skippedFrames == 0 ? "none" : "\(skippedFrames) of other types")
    }
    // Times are rounded to milliseconds: where counting frames explains them, counting is better.
    let start = times[0]
    let counted = times.indices.map { start + Double($0) * 1000 / rate }
    let agree = zip(counted, times).allSatisfy { abs($0 - $1) <= 1 + 250 / rate }
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: file, column: "time", times: agree ? counted : times, unit: .millisecond,
        declaredRateHz: rate, declaredBy: "frameRate", lines: lines),
      limits: limits, report: &report)
    if skippedFrames > 0 {
      report.addDroppedRows(skippedFrames)
      report.warn("\(skippedFrames) frames of calibration poses are left out", file: file)
    }
    var recording = MVNXRecording(
      subject: subject, frameRateHz: clock.sampleRateHz, segments: ColumnNames.unique(segments),
      joints: ColumnNames.unique(joints), sensors: ColumnNames.unique(sensors), signals: [:])
    for quantity in MVNXRecording.Quantity.allCases {
      guard let values = rows[quantity] else { continue }
      let unit = quantity.unit
      let names = recording.names(of: quantity).flatMap { name in
        quantity.components.map { "\(name)_\($0)" }
      }
      guard !names.isEmpty else { continue }
      var samples = [Float](repeating: .nan, count: clock.frameCount * names.count)
      for (frame, row) in clock.rows.enumerated() {
        guard let row else { continue }
        for channel in names.indices {
          samples[frame * names.count + channel] = Float(
            values[row * names.count + channel] * unit.siFactor)
        }
      }
      recording.signals[quantity] = SampledSignal(
        channels: names.map { Channel(name: $0, unit: unit.si, sourceUnit: unit) },
        sampleRateHz: clock.sampleRateHz, startTimeS: clock.startTimeS, samples: samples)
      report.addConversion(file: file, quantity: quantity.rawValue, from: unit, to: unit.si)
    }
    return (recording, report)
  }
}
