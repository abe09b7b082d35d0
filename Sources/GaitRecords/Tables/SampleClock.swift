/// The regular clock behind a time column, and the frame that each row belongs to.
///
/// Rows that the recorder left out become frames without a row, so that later code sees a gap
/// instead of a jump in time.
public struct SampleClock: Hashable, Sendable {
  /// The time of the first frame in seconds.
  public let startTimeS: Double
  /// Frames per second.
  public let sampleRateHz: Double
  /// The number of frames, those without a row included.
  public let frameCount: Int
  /// The row of each frame; nil where the recorder left one out.
  public let rows: [Int?]

  init(startTimeS: Double, sampleRateHz: Double, frameCount: Int, rows: [Int?]) {
    self.startTimeS = startTimeS
    self.sampleRateHz = sampleRateHz
    self.frameCount = frameCount
    self.rows = rows
  }

  /// A time column with what is known about it from elsewhere.
  public struct Source: Sendable {
    /// The file's name.
    public var file: String
    /// The column's name.
    public var column: String
    /// The times as the file holds them.
    public var times: [Double]
    /// The unit of the times; told from the column's name and the steps if nil.
    public var unit: PhysicalUnit?
    /// The rate stated elsewhere in Hz.
    public var declaredRateHz: Double?
    /// Who states it, such as `trials.csv`.
    public var declaredBy: String
    /// The line of the file on which each row begins; row 0 on line 2 if left out.
    public var lines: [Int]?

    /// Creates a time column.
    public init(
      file: String, column: String, times: [Double], unit: PhysicalUnit? = nil,
      declaredRateHz: Double? = nil, declaredBy: String = "the header", lines: [Int]? = nil
    ) {
      self.file = file
      self.column = column
      self.times = times
      self.unit = unit
      self.declaredRateHz = declaredRateHz
      self.declaredBy = declaredBy
      self.lines = lines
    }

    func line(ofRow row: Int) -> Int {
      guard let lines, row < lines.count else { return row + 2 }
      return lines[row]
    }
  }

  /// Finds the clock of a time column.
  ///
  /// A step longer than 1.5 times the median one is a gap and is reported; a repeated time drops
  /// its row with a warning; a step back, a blank time, or a declared rate that differs from the
  /// column's by more than one per cent is an error.
  ///
  /// - Parameters:
  ///   - source: The time column.
  ///   - limits: How long a gap may be.
  ///   - report: Takes the warnings and gaps.
  /// - Throws: `RecordError`.
  public init(
    fitting source: Source, limits: ReadingLimits = ReadingLimits(),
    report: inout ImportReport
  ) throws(RecordError) {
    let kept = try SampleClock.increasingRows(of: source, report: &report)
    let unit = SampleClock.unit(of: source, kept: kept, report: &report)
    let times = kept.map { source.times[$0] * unit.siFactor }
    guard let first = times.first, let last = times.last, times.count > 1 else {
      guard let rate = source.declaredRateHz, rate > 0, rate.isFinite, let time = times.first else {
        throw .malformed(
          file: source.file, line: source.line(ofRow: 0), column: source.column,
          expected: "at least two times, to tell the sampling rate", found: "\(times.count)")
      }
      (startTimeS, sampleRateHz, frameCount, rows) = (time, rate, 1, [kept[0]])
      return
    }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    // The lower median: of two steps, the longer one is the gap.
    let median = steps.sorted()[(steps.count - 1) / 2]
    var frames = [0]
    frames.reserveCapacity(times.count)
    for (index, step) in steps.enumerated() {
      var advance = 1
      if step > 1.5 * median {
        let missing = (step / median).rounded() - 1
        let allowed = limits.maximumGapRatio * times.count
        guard missing <= Double(allowed) else {
          throw .malformed(
            file: source.file, line: source.line(ofRow: kept[index + 1]), column: source.column,
            expected: "a gap of at most \(allowed) rows",
            found: "a step of \(RecordError.rounded(step)) s")
        }
        advance += Int(missing)
      }
      frames.append(frames[index] + advance)
    }
    let span = frames[frames.count - 1]
    guard span <= (limits.maximumGapRatio + 1) * times.count else {
      throw .limitExceeded(
        file: source.file, limit: "rows with the gaps filled",
        allowed: (limits.maximumGapRatio + 1) * times.count, found: span)
    }
    let effective = Double(span) / (last - first)
    guard effective > 1e-9, effective < 1e9 else {
      throw .malformed(
        file: source.file, line: source.line(ofRow: kept[0]), column: source.column,
        expected: "a sampling rate below 1e9 Hz", found: "\(RecordError.rounded(effective)) Hz")
    }
    try SampleClock.check(effective, against: source)
    startTimeS = first
    sampleRateHz = source.declaredRateHz ?? SampleClock.tidy(effective, over: span)
    frameCount = span + 1
    var rows = [Int?](repeating: nil, count: span + 1)
    for (frame, row) in zip(frames, kept) { rows[frame] = row }
    self.rows = rows
    SampleClock.reportGaps(frames, rate: sampleRateHz, start: first, source, &report)
    SampleClock.reportJitter(frames, times, rate: effective, kept, source, &report)
  }

  /// Whether every frame has its row, in order.
  public var isComplete: Bool { !rows.contains { $0 == nil } }
}
