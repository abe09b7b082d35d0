import Foundation

extension EDFFile {
  /// The bytes of an EDF+ or BDF+ file, which pyEDFlib and other readers open.
  ///
  /// Samples are rounded to the signal's range of numbers. Where all signals are missing for a while
  /// the recording becomes discontinuous; the format has no place for one missing signal among others.
  /// The start of the samples within the first second is kept; whole seconds go to the wall clock.
  ///
  /// - Returns: The bytes.
  /// - Throws: `RecordError.unwritable` for what the format has no place for.
  public func encoded() throws(RecordError) -> Data {
    try EDFEncoder(self).encoded()
  }

  /// Writes the file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: `RecordError.unwritable`, or the file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }
}

private struct EDFEncoder {
  let file: EDFFile
  /// Samples of each signal in a record.
  let counts: [Int]
  /// The first frame of each record, of each signal.
  let starts: [[Int]]
  /// Seconds that the wall clock of the file is ahead of that of the samples.
  let wholeSeconds: Double

  init(_ file: EDFFile) throws(RecordError) {
    self.file = file
    counts = file.signals.map {
      Int(($0.samples.sampleRateHz * file.recordDurationS).rounded())
    }
    for (signal, count) in zip(file.signals, counts) {
      let rate = signal.samples.sampleRateHz
      guard count > 0, count < 100_000_000,
        abs(Double(count) / file.recordDurationS / rate - 1) < 1e-6
      else {
        throw EDFEncoder.refusal(
          signal,
          "a record of \(file.recordDurationS) s holds no whole number of samples at "
            + "\(rate) Hz")
      }
      guard signal.samples.startTimeS == file.signals[0].samples.startTimeS else {
        throw EDFEncoder.refusal(signal, "it starts at another time than the first signal")
      }
    }
    starts = try EDFEncoder.starts(file, counts)
    wholeSeconds = (file.signals.first?.samples.startTimeS ?? 0).rounded(.down)
  }

  private static func refusal(_ signal: EDFFile.Signal, _ reason: String) -> RecordError {
    .unwritable(format: "EDF", field: signal.samples.channels[0].name, reason: reason)
  }

  /// Cuts the recording into records that hold samples of every signal.
  private static func starts(
    _ file: EDFFile, _ counts: [Int]
  ) throws(RecordError) -> [[Int]] {
    var starts = [[Int]]()
    var time = 0.0
    while !counts.isEmpty {
      let places = zip(file.signals, counts).map { signal, _ in
        Int((time * signal.samples.sampleRateHz).rounded())
      }
      let isOver = zip(file.signals, places).allSatisfy { $1 >= $0.samples.frameCount }
      if isOver { break }
      let present = zip(file.signals, places).map { signal, place in
        place < signal.samples.frameCount
          && !signal.samples.samples[place].isNaN
      }
      if !present.contains(true) {
        // The earliest sample of any signal behind the gap.
        let next = zip(file.signals, places).compactMap { signal, place -> Double? in
          let samples = signal.samples.samples
          guard let found = samples.indices.dropFirst(place).first(where: { !samples[$0].isNaN })
          else { return nil }
          return Double(found) / signal.samples.sampleRateHz
        }.min()
        guard let next, next > time else { break }
        time = next
        continue
      }
      for (signal, (place, count)) in zip(file.signals, zip(places, counts)) {
        let samples = signal.samples.samples
        guard place + count <= samples.count else {
          throw refusal(
            signal, "its \(samples.count) samples do not fill records of \(count)")
        }
        if let hole = (place..<place + count).first(where: { !samples[$0].isFinite }) {
          throw refusal(signal, "sample \(hole) is missing while others are there")
        }
      }
      starts.append(places)
      time += file.recordDurationS
    }
    return starts
  }

  func encoded() throws(RecordError) -> Data {
    let lists = annotationLists()
    let width = file.width.rawValue
    let longest = lists.map(\.count).max() ?? 0
    let listCount = max(8, (longest + width - 1) / width)
    var data = try header(listCount: listCount, recordCount: lists.count)
    for (record, list) in lists.enumerated() {
      var bytes = [UInt8]()
      if record < starts.count {
        for (place, signal) in file.signals.enumerated() {
          try append(signal, from: starts[record][place], count: counts[place], to: &bytes)
        }
      }
      bytes += list + [UInt8](repeating: 0, count: listCount * width - list.count)
      data.append(contentsOf: bytes)
    }
    return data
  }

  private func append(
    _ signal: EDFFile.Signal, from start: Int, count: Int, to bytes: inout [UInt8]
  ) throws(RecordError) {
    let factor = EDFEncoder.unit(signal).siFactor
    // The range as a reader will find it in eight letters.
    let ends = EDFEncoder.ends(signal).map { Double($0) ?? .nan }
    let (low, high) = (ends[0], ends[1])
    let range = signal.digitalRange
    let gain = (high - low) / Double(range.upperBound - range.lowerBound)
    for index in start..<start + count {
      let value = Double(signal.samples.samples[index]) / factor
      let number = ((value - low) / gain).rounded() + Double(range.lowerBound)
      guard number >= Double(range.lowerBound), number <= Double(range.upperBound) else {
        throw EDFEncoder.refusal(signal, "\(value) is outside its range of \(low) to \(high)")
      }
      let bits = Int(number)
      for byte in 0..<file.width.rawValue {
        bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * byte)))
      }
    }
  }

  /// The bytes of each record's annotations, its time first.
  private func annotationLists() -> [[UInt8]] {
    let offset = (file.signals.first?.samples.startTimeS ?? 0) - wholeSeconds
    var onsets = starts.map { places in
      offset + Double(places[0]) / file.signals[0].samples.sampleRateHz
    }
    if onsets.isEmpty { onsets = [0] }
    var lists = onsets.map { EDFAnnotationList.bytes(onsetS: $0, text: "") }
    for annotation in file.annotations {
      let onset = annotation.onsetS - wholeSeconds
      let record = (onsets.lastIndex { $0 <= onset }) ?? 0
      lists[record] += EDFAnnotationList.bytes(
        onsetS: onset, durationS: annotation.durationS, text: annotation.text)
    }
    return lists
  }

  private var isDiscontinuous: Bool {
    zip(starts, starts.dropFirst()).contains { first, second in second[0] != first[0] + counts[0] }
  }

  // MARK: Header

  private func header(listCount: Int, recordCount: Int) throws(RecordError) -> Data {
    let isBDF = file.width == .bdf
    let start = shiftedStart()
    let kind = (isBDF ? "BDF+" : "EDF+") + (isDiscontinuous ? "D" : "C")
    let count = file.signals.count + 1
    var bytes: [UInt8] = isBDF ? [0xFF] + Array("BIOSEMI".utf8) : Array("0       ".utf8)
    let two = { (value: Int?) in String(format: "%02d", (value ?? 0) % 100) }
    bytes += field(patient, 80) + field(recording(start), 80)
    bytes += field("\(two(start.day)).\(two(start.month)).\(two(start.year))", 8)
    bytes += field("\(two(start.hour)).\(two(start.minute)).\(two(start.second))", 8)
    bytes += field("\(256 * (count + 1))", 8) + field(kind, 44) + field("\(recordCount)", 8)
    bytes += field(starts.isEmpty ? "0" : EDFEncoder.number(file.recordDurationS), 8)
    bytes += field("\(count)", 4)
    let signals = file.signals
    for signal in signals {
      let range = signal.digitalRange
      let limit = isBDF ? 1 << 23 : 1 << 15
      let ends = EDFEncoder.ends(signal)
      guard range.lowerBound >= -limit, range.upperBound < limit, range.count > 1,
        ends[0] != ends[1], ends.allSatisfy({ $0.count <= 8 })
      else {
        throw EDFEncoder.refusal(
          signal,
          "its range \(ends[0]) to \(ends[1]) for \(range.lowerBound) to "
            + "\(range.upperBound) does not fit")
      }
    }
    let limits = isBDF ? ["-8388608", "8388607"] : ["-32768", "32767"]
    func row(_ width: Int, _ last: String, _ value: (EDFFile.Signal) -> String) {
      for signal in signals { bytes += field(value(signal), width) }
      bytes += field(last, width)
    }
    row(16, isBDF ? "BDF Annotations" : "EDF Annotations") { $0.samples.channels[0].name }
    row(80, "") { $0.transducer }
    row(8, "") {
      let unit = EDFEncoder.unit($0)
      return unit == .one ? "" : unit.symbol.replacing(" ", with: "")
    }
    row(8, "-1") { EDFEncoder.ends($0)[0] }
    row(8, "1") { EDFEncoder.ends($0)[1] }
    row(8, limits[0]) { "\($0.digitalRange.lowerBound)" }
    row(8, limits[1]) { "\($0.digitalRange.upperBound)" }
    row(80, "") { $0.prefilter }
    for samples in counts + [listCount] { bytes += field("\(samples)", 8) }
    bytes += [UInt8](repeating: 32, count: 32 * count)
    return Data(bytes)
  }

  /// The unit in which a signal is written: small voltages would lose their digits in eight letters.
  private static func unit(_ signal: EDFFile.Signal) -> PhysicalUnit {
    let source = signal.samples.channels[0].sourceUnit
    let largest = max(abs(signal.physicalMinimum), abs(signal.physicalMaximum)) * source.siFactor
    guard source.dimension == PhysicalUnit.volt.dimension else { return source }
    return [source, .millivolt].first { largest / $0.siFactor >= 1 } ?? .microvolt
  }

  /// The ends of a signal's range in the unit in which it is written.
  private static func ends(_ signal: EDFFile.Signal) -> [String] {
    let factor = signal.samples.channels[0].sourceUnit.siFactor / unit(signal).siFactor
    return [signal.physicalMinimum, signal.physicalMaximum].map { number($0 * factor) }
  }

  /// EDF+ asks for four words: code, sex, birthdate, name; X stands for what is unknown.
  private var patient: String {
    let words = file.patient.split(separator: " ")
    return words.count >= 4
      ? file.patient : "X X X " + (words.isEmpty ? "X" : words.joined(separator: "_"))
  }

  private func recording(_ start: DateComponents) -> String {
    if file.recording.hasPrefix("Startdate ") { return file.recording }
    let months = [
      "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    let day = String(format: "%02d", start.day ?? 1)
    let month = months[min(max((start.month ?? 1) - 1, 0), 11)]
    let words = file.recording.split(separator: " ").joined(separator: "_")
    return "Startdate \(day)-\(month)-\(start.year ?? 1985) X X \(words.isEmpty ? "X" : words)"
  }

  /// The wall clock when the first record starts, to the second.
  private func shiftedStart() -> DateComponents {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    let first = DateComponents(year: 1985, month: 1, day: 1, hour: 0, minute: 0, second: 0)
    guard let date = calendar.date(from: file.start ?? first) else { return first }
    return calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second],
      from: date.addingTimeInterval(wholeSeconds))
  }

  /// A text in so many printable letters.
  private func field(_ text: String, _ width: Int) -> [UInt8] {
    let letters = text.unicodeScalars.map { $0.isASCII && $0.value >= 32 ? UInt8($0.value) : 63 }
    return Array((letters + [UInt8](repeating: 32, count: width)).prefix(width))
  }

  /// A number in at most eight letters, with as many digits as fit.
  static func number(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e7 { return "\(Int(value))" }
    for digits in (0...7).reversed() {
      let text = String(format: "%.\(digits)f", value)
      if text.count <= 8, Double(text) != 0 || digits == 0 { return text }
    }
    return String(format: "%.1e", value)
  }
}
