import Foundation

/// Reads the file of force plates and electromyography of one trial.
struct AnalogFile {
  let emg: EMGRecord?
  let forcePlates: [ForcePlateRecord]
  let report: ImportReport

  init(
    contentsOf url: URL, beside motion: MotionRecord, of motionFile: String,
    entry: TrialEntry?, declaredRateHz: Double?, declaredBy: String, options: WalkingOptions
  ) throws(RecordError) {
    let table = try DelimitedTable(contentsOf: url, limits: options.limits)
    var report = table.report
    let fitted = try SampleClock(
      fitting: SampleClock.Source(
        file: table.file, column: WalkingLayout.timeColumn,
        times: try table.numbers(WalkingLayout.timeColumn), unit: .second,
        declaredRateHz: declaredRateHz, declaredBy: declaredBy,
        lines: (0..<table.rowCount).map { table.line(ofRow: $0) }),
      limits: options.limits, report: &report)
    let clock = try AnalogFile.align(
      fitted, with: motion, of: motionFile, file: table.file, report: &report)
    let groups = ColumnGroups(table: table, clock: clock)
    var plates = [ForcePlateRecord]()
    while true {
      let number = plates.count + 1
      let columns = WalkingLayout.plate(number)
      guard columns.contains(where: { table.columnNames.contains($0.column) }) else { break }
      let signal = try groups.signal(columns, by: columns.count, isRequired: false, &report)
      plates.append(ForcePlateRecord(number: number, signal: signal))
    }
    if plates.isEmpty { report.warn("no columns of force plates", file: table.file) }
    forcePlates = plates
    emg = try AnalogFile.electromyography(groups, entry: entry, options: options, &report)
    self.report = report
  }

  /// Puts the analog samples on the motion's clock: same start, a whole number per frame.
  private static func align(
    _ clock: SampleClock, with motion: MotionRecord, of motionFile: String, file: String,
    report: inout ImportReport
  ) throws(RecordError) -> SampleClock {
    let startsApart = abs(clock.startTimeS - motion.startTimeS)
    guard startsApart <= 0.5 / motion.sampleRateHz else {
      throw .conflictingClocks(
        file: file,
        expected: "a start at \(RecordError.rounded(motion.startTimeS)) s as in \(motionFile)",
        found: "\(RecordError.rounded(clock.startTimeS)) s")
    }
    let perFrame = clock.sampleRateHz / motion.sampleRateHz
    let expected = Int((Double(motion.frameCount) * perFrame).rounded())
    let difference = clock.frameCount - expected
    if difference == 0 { return clock }
    let found = "\(clock.frameCount) samples"
    guard abs(difference) <= max(expected / 20, Int(perFrame.rounded(.up))) else {
      throw .conflictingClocks(
        file: file,
        expected: "\(expected) samples for the \(motion.frameCount) frames of \(motionFile)",
        found: found)
    }
    report.warn(
      "expected \(expected) samples for the \(motion.frameCount) frames of \(motionFile), "
        + "found \(found); the end is \(difference > 0 ? "cut off" : "missing")", file: file)
    return clock.resized(to: expected)
  }

  private static func electromyography(
    _ groups: ColumnGroups, entry: TrialEntry?, options: WalkingOptions,
    _ report: inout ImportReport
  ) throws(RecordError) -> EMGRecord? {
    let file = groups.table.file
    let all = try groups.signal(WalkingLayout.emg, by: 4, isRequired: false, &report)
    let present = WalkingLayout.emg.indices.filter {
      groups.table.columnNames.contains(WalkingLayout.emg[$0].column)
    }
    if present.isEmpty { return nil }
    if present.contains(where: { entry?.qualities[$0] == nil }) {
      report.warn(
        "the quality of the EMG is not stated throughout; it is told from the samples", file: file)
    }
    let electrodes = present.map { place in
      let electrode = WalkingLayout.electrodes[place]
      let estimate = EMGQuality.estimated(
        from: all.values(ofChannel: place), flatBelowV: options.flatEMGBelowV)
      return EMGRecord.Electrode(
        muscle: electrode.muscle, side: electrode.side,
        quality: entry?.qualities[place] ?? estimate)
    }
    let emg = EMGRecord(signal: all.selecting(channels: present), electrodes: electrodes)
    for side in Side.allCases where emg.isFlat(side) {
      report.warn("all EMG channels of the \(side.rawValue) side are flat", file: file)
    }
    for (channel, electrode) in emg.electrodes.enumerated() where electrode.quality == .ok {
      let samples = emg.signal.values(ofChannel: channel).filter { !$0.isNaN }
      if samples.min() == samples.max() {
        report.warn(
          "channel \(emg.signal.channels[channel].name) is stated ok but never changes", file: file)
      }
    }
    return emg
  }
}

extension SampleClock {
  /// The clock cut off or lengthened by frames without a row.
  func resized(to count: Int) -> SampleClock {
    var rows = Array(rows.prefix(count))
    rows += Array(repeating: nil, count: count - rows.count)
    return SampleClock(
      startTimeS: startTimeS, sampleRateHz: sampleRateHz, frameCount: count, rows: rows)
  }
}
