import Foundation

extension EDFFile {
  /// Reads an EDF, EDF+ or BDF file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in, and how long a gap may be.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: EDFFile, report: ImportReport) {
    try read(BinaryFile(contentsOf: url, limits: limits), limits: limits)
  }

  /// Reads the bytes of an EDF, EDF+ or BDF file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in, and how long a gap may be.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: EDFFile, report: ImportReport) {
    try read(BinaryFile(data, name: name, limits: limits), limits: limits)
  }

  private static func read(
    _ file: BinaryFile, limits: ReadingLimits
  ) throws(RecordError) -> (file: EDFFile, report: ImportReport) {
    var report = ImportReport()
    let header = try EDFHeader(file, limits: limits, report: &report)
    let records = try EDFRecords(file, header, limits: limits, report: &report)
    var signals = [Signal]()
    for place in header.entries.indices where !header.entries[place].isAnnotations {
      if let signal = try records.signal(place, report: &report) { signals.append(signal) }
    }
    var content = EDFFile(
      name: file.name, width: header.width, signals: signals, annotations: records.annotations,
      start: header.start, patient: header.patient, recording: header.recording,
      recordDurationS: header.recordDurationS)
    content.uniqueNames()
    return (content, report)
  }

  /// Tells signals of one label apart.
  private mutating func uniqueNames() {
    let names = ColumnNames.unique(signals.map { $0.samples.channels[0].name })
    for (place, name) in names.enumerated() where signals[place].samples.channels[0].name != name {
      let old = signals[place].samples
      var channel = old.channels[0]
      channel.name = name
      signals[place].samples = SampledSignal(
        channels: [channel], sampleRateHz: old.sampleRateHz, startTimeS: old.startTimeS,
        samples: old.samples)
    }
  }
}

/// The data records of an EDF file: where each lies, and when it starts.
struct EDFRecords {
  let file: BinaryFile
  let header: EDFHeader
  let limits: ReadingLimits
  let count: Int
  /// When each record starts, in seconds.
  private(set) var onsets = [Double]()
  private(set) var annotations = [EDFFile.Annotation]()

  init(
    _ file: BinaryFile, _ header: EDFHeader, limits: ReadingLimits, report: inout ImportReport
  ) throws(RecordError) {
    self.file = file
    self.header = header
    self.limits = limits
    let size = header.samplesPerRecord * header.width.rawValue
    let available = size == 0 ? 0 : (file.count - header.byteCount) / size
    if header.recordCount > 0, available == 0 {
      throw file.malformed(
        at: 236, "data records", expected: "\(header.recordCount) of \(size) bytes each",
        found: "\(file.count - header.byteCount) bytes before the end of the file")
    }
    count = header.recordCount == -1 ? available : min(header.recordCount, available)
    if count < header.recordCount {
      report.warn(
        "the file is cut off: it ends after \(count) of \(header.recordCount) data records",
        file: file.name)
    }
    if count < available {
      report.warn(
        "the header says \(count) data records, but there is room for \(available)",
        file: file.name)
    }
    try readAnnotations(&report)
  }

  private func offset(ofRecord record: Int, signal: Int) -> Int {
    let before = header.entries[..<signal].reduce(0) { $0 + $1.samplesPerRecord }
    return header.byteCount
      + (record * header.samplesPerRecord + before) * header.width.rawValue
  }

  private mutating func readAnnotations(_ report: inout ImportReport) throws(RecordError) {
    let places = header.entries.indices.filter { header.entries[$0].isAnnotations }
    var damaged = 0
    onsets.reserveCapacity(count)
    for record in 0..<count {
      var onset: Double?
      for signal in places {
        let start = offset(ofRecord: record, signal: signal)
        let size = header.entries[signal].samplesPerRecord * header.width.rawValue
        let list = EDFAnnotationList([UInt8](file.data[start..<start + size]))
        annotations += list.annotations
        damaged += list.damagedCount
        if signal == places.first { onset = list.recordOnsetS }
      }
      if header.isDiscontinuous {
        guard let onset else {
          throw file.malformed(
            at: offset(ofRecord: record, signal: places.first ?? 0), "data record \(record + 1)",
            expected: "an annotation with its time", found: "none")
        }
        if let last = onsets.last, onset < last + header.recordDurationS * (1 - 1e-6) {
          throw file.malformed(
            at: offset(ofRecord: record, signal: 0), "time of data record \(record + 1)",
            expected: "\(last + header.recordDurationS) or later", found: "\(onset)")
        }
        onsets.append(onset)
      } else {
        let first = onsets.first ?? onset ?? 0
        onsets.append(first + Double(record) * header.recordDurationS)
      }
    }
    if damaged > 0 {
      report.warn("\(damaged) annotations cannot be read and are left out", file: file.name)
    }
  }

  /// The samples of a signal on a clock without holes: missing where no record is.
  func signal(
    _ place: Int, report: inout ImportReport
  ) throws(RecordError) -> EDFFile.Signal? {
    let entry = header.entries[place]
    guard entry.samplesPerRecord > 0, count > 0 else {
      report.warn("the signal \(entry.label) has no samples and is left out", file: file.name)
      return nil
    }
    let rate = Double(entry.samplesPerRecord) / header.recordDurationS
    guard rate.isFinite, rate > 0 else {
      throw file.malformed(
        at: 244, "duration of a data record", expected: "more than 0",
        found: "\(header.recordDurationS)")
    }
    let starts = try starts(rate: rate, of: entry, report: &report)
    let unit = unit(entry, report: &report)
    let span = Double(entry.digitalMaximum) - Double(entry.digitalMinimum)
    let gain = (entry.physicalMaximum - entry.physicalMinimum) / span
    let origin = entry.physicalMinimum - gain * Double(entry.digitalMinimum)
    var samples = [Float](
      repeating: .nan, count: (starts.last ?? 0) + entry.samplesPerRecord)
    let data = file.data
    let bytes = data.span
    let factor = gain * unit.siFactor
    let shift = origin * unit.siFactor
    for (record, start) in starts.enumerated() {
      var byte = offset(ofRecord: record, signal: place)
      for index in start..<start + entry.samplesPerRecord {
        let low = Int32(bytes[byte]) | Int32(bytes[byte + 1]) << 8
        if header.width == .edf {
          samples[index] = Float(Double(Int16(truncatingIfNeeded: low)) * factor + shift)
          byte += 2
        } else {
          let number = low | Int32(Int8(bitPattern: bytes[byte + 2])) << 16
          samples[index] = Float(Double(number) * factor + shift)
          byte += 3
        }
      }
    }
    report.addConversion(file: file.name, quantity: entry.label, from: unit, to: unit.si)
    let channel = Channel(name: entry.label, unit: unit.si, sourceUnit: unit)
    return EDFFile.Signal(
      SampledSignal(
        channels: [channel], sampleRateHz: rate, startTimeS: onsets.first ?? 0, samples: samples),
      physicalMinimum: entry.physicalMinimum, physicalMaximum: entry.physicalMaximum,
      digitalRange: entry.digitalMinimum...entry.digitalMaximum, transducer: entry.transducer,
      prefilter: entry.prefilter)
  }

  /// The frame at which each record starts; gaps are reported.
  private func starts(
    rate: Double, of entry: EDFHeader.Entry, report: inout ImportReport
  ) throws(RecordError) -> [Int] {
    let width = entry.samplesPerRecord
    guard header.isDiscontinuous, let first = onsets.first else {
      return (0..<count).map { $0 * width }
    }
    var starts = [Int]()
    var end = 0
    for onset in onsets {
      let frame = ((onset - first) * rate).rounded()
      guard frame < 1e15, Int(frame) - count * width <= limits.maximumGapRatio * count * width
      else {
        throw .limitExceeded(
          file: file.name, limit: "missing samples for each one read",
          allowed: limits.maximumGapRatio, found: Int(min(frame, 1e15)) / (count * width))
      }
      // Times are rounded in the file; a record never overlaps the one before.
      let start = max(Int(frame), end)
      if start > end {
        report.addGap(
          file: file.name, channel: entry.label, firstFrame: end, frameCount: start - end,
          startTimeS: first + Double(end) / rate)
      }
      starts.append(start)
      end = start + width
    }
    return starts
  }

  private func unit(_ entry: EDFHeader.Entry, report: inout ImportReport) -> PhysicalUnit {
    if entry.unit.isEmpty { return .one }
    if let unit = try? PhysicalUnit(parsing: entry.unit) { return unit }
    report.warn(
      "the unit \"\(entry.unit)\" of \(entry.label) is not known; its values are left as they are",
      file: file.name)
    return .one
  }
}
