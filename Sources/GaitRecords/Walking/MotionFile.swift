import Foundation

/// Reads the file of joint angles, moments, ground reaction and joint centres of one trial.
struct MotionFile {
  let motion: MotionRecord
  let report: ImportReport

  init(
    contentsOf url: URL, declaredRateHz: Double?, declaredBy: String, options: WalkingOptions
  ) throws(RecordError) {
    let table = try DelimitedTable(contentsOf: url, limits: options.limits)
    var report = table.report
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: table.file, column: WalkingLayout.timeColumn,
        times: try table.numbers(WalkingLayout.timeColumn), unit: .second,
        declaredRateHz: declaredRateHz, declaredBy: declaredBy,
        lines: (0..<table.rowCount).map { table.line(ofRow: $0) }),
      limits: options.limits, report: &report)
    let needsForces = options.requirement == .measured
    let groups = ColumnGroups(table: table, clock: clock)
    motion = MotionRecord(
      jointAngles: try groups.signal(WalkingLayout.angles, by: 3, isRequired: true, &report),
      jointMoments: try groups.signal(
        WalkingLayout.moments, by: 3, isRequired: needsForces, &report),
      groundReaction: try groups.signal(
        WalkingLayout.groundReaction, by: 3, isRequired: needsForces, &report),
      jointCentres: try groups.signal(
        WalkingLayout.jointCentres, by: 3, isRequired: false, &report),
      stance: try groups.signal(WalkingLayout.stance, by: 1, isRequired: false, &report))
    MotionFile.reportGaps(motion, file: table.file, &report)
    self.report = report
  }

  /// Moments and forces are blank wherever the foot is off the plates; only the quantities that
  /// the cameras should always see have gaps.
  private static func reportGaps(
    _ motion: MotionRecord, file: String, _ report: inout ImportReport
  ) {
    for signal in [motion.jointAngles, motion.jointCentres] {
      for first in stride(from: 0, to: signal.channelCount, by: 3) {
        let missing = (0..<signal.frameCount).map { frame in
          (first..<first + 3).contains { signal[frame, $0] == nil } ? Float.nan : 0
        }
        let runs = SampledSignal.runs(in: missing, where: \.isNaN)
        for run in runs where run.count < signal.frameCount {
          report.addGap(
            file: file, channel: ColumnGroups.stem(signal.channels[first].name),
            firstFrame: run.lowerBound, frameCount: run.count,
            startTimeS: signal.timeS(ofFrame: run.lowerBound))
        }
      }
    }
  }
}

/// Columns of a table that belong together: all of a group are there, or none.
struct ColumnGroups {
  let table: DelimitedTable
  let clock: SampleClock

  /// Collects columns into a signal; a group that is absent or blank is missing, with a warning.
  ///
  /// - Throws: `RecordError.missingColumn` if a group is required and absent, or partly absent.
  func signal(
    _ columns: [WalkingLayout.Column], by size: Int, isRequired: Bool,
    _ report: inout ImportReport
  ) throws(RecordError) -> SampledSignal {
    let places = Dictionary(
      table.columnNames.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    for first in stride(from: 0, to: columns.count, by: size) {
      let group = columns[first..<first + size]
      let absent = group.filter { places[$0.column] == nil }
      guard let column = absent.first else { continue }
      if isRequired || absent.count < size {
        throw .missingColumn(file: table.file, column: column.column, found: table.columnNames)
      }
      report.warn(
        "no columns of \(ColumnGroups.stem(column.channel)); it is missing throughout",
        file: table.file)
    }
    let sources = columns.map {
      (name: $0.channel, column: places[$0.column], unit: $0.unit)
    }
    let signal = SampledSignal(table: table, columns: sources, clock: clock)
    for column in columns {
      report.addConversion(
        file: table.file, quantity: ColumnGroups.quantity(column), from: column.unit,
        to: column.unit.si)
    }
    for first in stride(from: 0, to: columns.count, by: size)
    where places[columns[first].column] != nil {
      guard (first..<first + size).contains(where: { signal.isEntirelyMissing(channel: $0) })
      else { continue }
      report.warn(
        "the columns of \(ColumnGroups.stem(columns[first].channel)) are blank; "
          + "it is missing throughout", file: table.file)
    }
    return signal
  }

  /// A channel's name without its axis: `LHipAngles` for `LHipAngles_X`.
  static func stem(_ channel: String) -> String {
    channel.hasSuffix("_X") ? String(channel.dropLast(2)) : channel
  }

  /// What a column measures, in words, so that a report lists each conversion once.
  private static func quantity(_ column: WalkingLayout.Column) -> String {
    switch column.unit {
    case .degree: "joint angles"
    case .newtonMillimetrePerKilogram: "joint moments"
    case .millimetre: "joint centres"
    case .newtonMillimetre: "plate moments"
    default: column.channel
    }
  }
}
