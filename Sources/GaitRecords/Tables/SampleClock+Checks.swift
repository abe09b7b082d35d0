// What is checked about a time column before a clock is made of it.
extension SampleClock {
  /// The rows whose time lies behind the one before; a repeated time is dropped.
  static func increasingRows(
    of source: Source, report: inout ImportReport
  ) throws(RecordError) -> [Int] {
    var kept = [Int]()
    kept.reserveCapacity(source.times.count)
    var repeated = 0
    for (row, time) in source.times.enumerated() {
      guard time.isFinite, abs(time) < 1e15 else {
        throw .malformed(
          file: source.file, line: source.line(ofRow: row), column: source.column,
          expected: "a time", found: time.isNaN ? "a blank cell" : "\(time)")
      }
      if let previous = kept.last {
        let before = source.times[previous]
        if time < before {
          throw .malformed(
            file: source.file, line: source.line(ofRow: row), column: source.column,
            expected: "a time after \(before)", found: "\(time)")
        }
        if time == before {
          repeated += 1
          if repeated == 1 {
            report.warn(
              "the time \(time) is repeated; the later rows are left out", file: source.file,
              line: source.line(ofRow: row))
          }
          continue
        }
      }
      kept.append(row)
    }
    report.addDroppedRows(repeated)
    return kept
  }

  /// The unit of the times: stated, or told by the column's name, or by the size of the steps.
  static func unit(of source: Source, kept: [Int], report: inout ImportReport) -> PhysicalUnit {
    if let unit = source.unit {
      report.addConversion(file: source.file, quantity: source.column, from: unit, to: .second)
      return unit
    }
    let words = source.column.lowercased().split { !$0.isLetter }
    if words.contains("ms") {
      report.addConversion(
        file: source.file, quantity: source.column, from: .millisecond, to: .second)
      return .millisecond
    }
    if words.contains("s") || words.contains("sec") || kept.count < 2 { return .second }
    let steps = zip(kept.dropFirst(), kept).map { source.times[$0] - source.times[$1] }
    guard steps.sorted()[(steps.count - 1) / 2] > 0.5 else { return .second }
    report.warn(
      "the steps of column \(source.column) are too long for seconds; read as milliseconds",
      file: source.file)
    report.addConversion(
      file: source.file, quantity: source.column, from: .millisecond, to: .second)
    return .millisecond
  }

  /// Times are written with few digits, so the measured rate is only near the declared one.
  static func check(_ effective: Double, against source: Source) throws(RecordError) {
    guard let declared = source.declaredRateHz else { return }
    guard declared.isFinite, declared > 0, abs(effective / declared - 1) <= 0.01 else {
      throw .conflictingRates(
        file: source.file, statedHz: declared, statedBy: source.declaredBy, foundHz: effective,
        foundIn: "column \(source.column)")
    }
  }

  /// A rate within what the rounding of the times explains of a whole number is that number.
  static func tidy(_ rate: Double, over frames: Int) -> Double {
    let whole = rate.rounded()
    return whole > 0 && abs(rate / whole - 1) < min(0.001, 0.5 / Double(frames)) ? whole : rate
  }

  static func reportGaps(
    _ frames: [Int], rate: Double, start: Double, _ source: Source, _ report: inout ImportReport
  ) {
    for (frame, next) in zip(frames, frames.dropFirst()) where next > frame + 1 {
      report.addGap(
        file: source.file, channel: "all channels", firstFrame: frame + 1,
        frameCount: next - frame - 1, startTimeS: start + Double(frame + 1) / rate)
    }
  }

  /// A row more than a quarter of a step off its place means that the clock is not regular.
  static func reportJitter(
    _ frames: [Int], _ times: [Double], rate: Double, _ kept: [Int], _ source: Source,
    _ report: inout ImportReport
  ) {
    guard let first = times.first else { return }
    var worst = 0.0
    var worstRow = 0
    for (index, time) in times.enumerated() {
      let offset = abs((time - first) * rate - Double(frames[index]))
      if offset > worst { (worst, worstRow) = (offset, kept[index]) }
    }
    guard worst > 0.25 else { return }
    report.warn(
      "the times are uneven, up to \(RecordError.rounded(worst)) of a step off a regular clock",
      file: source.file, line: source.line(ofRow: worstRow))
  }
}
