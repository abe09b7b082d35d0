/// How many points, channels and frames a C3D file holds, and where.
///
/// Header and parameters state the same counts in several places, and laboratories' files disagree
/// in every one of them; the size of the file decides.
struct C3DLayout {
  let encoding: C3DEncoding
  let pointCount: Int
  let channelCount: Int
  let subframes: Int
  let firstFrame: Int
  let frameCount: Int
  let pointRateHz: Double
  let pointScale: Float
  let dataOffset: Int

  var valuesPerFrame: Int { pointCount * 4 + channelCount * subframes }
  var frameBytes: Int { valuesPerFrame * (encoding.storage == .real ? 4 : 2) }

  init(
    _ file: BinaryFile, header: C3DHeader, parameters: C3DParameters, limits: ReadingLimits,
    report: inout ImportReport
  ) throws(RecordError) {
    pointCount = parameters.count("POINT", "USED") ?? header.pointCount
    if pointCount != header.pointCount {
      report.warn(
        "the header says \(header.pointCount) points, POINT:USED \(pointCount)", file: file.name)
    }
    let scale = parameters.number("POINT", "SCALE").map(Float.init) ?? header.scale
    guard scale.isFinite, scale != 0 || pointCount == 0 else {
      throw file.malformed(at: 12, "POINT:SCALE", expected: "a number", found: "\(scale)")
    }
    pointScale = abs(scale)
    encoding = C3DEncoding(header.processor, scale < 0 ? .real : .integer)
    let statedRate = parameters.number("POINT", "RATE") ?? 0
    let rate = statedRate > 0 ? statedRate : Double(header.rateHz)
    guard rate.isFinite, rate > 0 else {
      throw file.malformed(
        at: 20, "POINT:RATE", expected: "a positive rate in Hz", found: "\(rate)")
    }
    pointRateHz = rate
    (channelCount, subframes) = try C3DLayout.analog(file, header, parameters, rate, &report)
    for (what, count) in [("points", pointCount), ("analog channels", channelCount)]
    where count > limits.maximumColumns {
      throw .limitExceeded(
        file: file.name, limit: what, allowed: limits.maximumColumns, found: count)
    }
    let width = encoding.storage == .real ? 4 : 2
    let frameBytes = (pointCount * 4 + channelCount * subframes) * width
    dataOffset = try C3DLayout.dataOffset(file, header, parameters, isNeeded: frameBytes > 0)
    let available = frameBytes == 0 ? nil : (file.count - dataOffset) / frameBytes
    var frames = C3DLayout.frames(header, parameters, available: available)
    if frames.isByFileSize {
      // The last block is filled up with zeros, which make no frames.
      let end = dataOffset + frames.count * frameBytes
      let padding = file.data[max(dataOffset, end - C3DHeader.blockSize)..<end].reversed()
        .prefix { $0 == 0 }.count
      frames.count -= min(padding, C3DHeader.blockSize - 1) / frameBytes
    }
    // Some programs count from 0.
    firstFrame = max(frames.first, 1)
    frameCount = min(frames.count, available ?? frames.count)
    guard frames.count == 0 || available != 0 else {
      throw file.malformed(
        at: dataOffset, "frames", expected: "\(frames.count) of \(frameBytes) bytes each",
        found: "\(max(file.count - dataOffset, 0)) bytes before the end of the file")
    }
    if frameCount < frames.count {
      report.warn(
        "the file is cut off: it ends after \(frameCount) of \(frames.count) frames",
        file: file.name)
    }
    if let available, (available - frameCount) * frameBytes >= 2 * C3DHeader.blockSize {
      report.warn(
        "\(frameCount) frames are stated, but there is room for \(available)", file: file.name)
    }
  }

  private static func analog(
    _ file: BinaryFile, _ header: C3DHeader, _ parameters: C3DParameters, _ rate: Double,
    _ report: inout ImportReport
  ) throws(RecordError) -> (channels: Int, subframes: Int) {
    let total = header.analogPerFrame
    let stated = header.subframes
    guard let channels = parameters.count("ANALOG", "USED") else {
      return stated > 0 ? (total / stated, stated) : (0, 1)
    }
    if channels == 0 { return (0, max(stated, 1)) }
    // The header's word for the samples of a frame overflows where there are very many.
    if stated > 0, channels * stated & 0xFFFF == total { return (channels, stated) }
    if total > 0, total % channels == 0 {
      report.warn(
        "the header says \(stated) analog samples per frame and channel, but \(total) in all for "
          + "\(channels) channels", file: file.name)
      return (channels, total / channels)
    }
    let ratio = (parameters.number("ANALOG", "RATE") ?? 0) / rate
    guard ratio >= 1, ratio < 65536, abs(ratio - ratio.rounded()) < 1e-3 else {
      throw file.malformed(
        at: 4, "analog samples per frame", expected: "a multiple of \(channels) channels",
        found: "\(total)")
    }
    report.warn(
      "the header says \(total) analog samples per frame, which do not fill \(channels) channels",
      file: file.name)
    return (channels, Int(ratio.rounded()))
  }

  private static func dataOffset(
    _ file: BinaryFile, _ header: C3DHeader, _ parameters: C3DParameters, isNeeded: Bool
  ) throws(RecordError) -> Int {
    let block = header.dataBlock > 0 ? header.dataBlock : parameters.count("POINT", "DATA_START")
    let offset = ((block ?? 0) - 1) * C3DHeader.blockSize
    guard !isNeeded || (offset > 0 && offset <= file.count) else {
      throw file.malformed(
        at: 16, "first data block", expected: "a block in the file", found: "\(block ?? 0)")
    }
    return offset
  }

  /// The number of frames, by the field that can hold it, and the number of the first.
  ///
  /// The 16-bit fields hold 65,535 where there are more; then other fields or the file's size count.
  private static func frames(
    _ header: C3DHeader, _ parameters: C3DParameters, available: Int?
  ) -> (first: Int, count: Int, isByFileSize: Bool) {
    func field(_ name: String) -> Int? {
      guard let words = parameters["TRIAL", name]?.counts, words.count == 2 else { return nil }
      return words[0] + words[1] << 16
    }
    if let first = field("ACTUAL_START_FIELD"), let last = field("ACTUAL_END_FIELD"),
      last >= first, last > 0, available.map({ last - first < $0 }) ?? true
    {
      return (first, last - first + 1, false)
    }
    let limit = 0xFFFF
    let first = header.firstFrame
    let isShort = header.lastFrame < limit && header.lastFrame >= first && header.lastFrame > 0
    if let long = parameters.count("POINT", "LONG_FRAMES"), long > 0 {
      return (first, long, false)
    }
    let stated = parameters.count("POINT", "FRAMES") ?? 0
    let byHeader = isShort ? header.lastFrame - first + 1 : nil
    if let available, let byHeader, stated != byHeader, stated != limit {
      // The larger of the two that the file has room for.
      let fitting = [stated, byHeader].filter { $0 > 0 && $0 <= available }.max()
      return (first, fitting ?? max(stated, byHeader), false)
    }
    if let byHeader { return (first, byHeader, false) }
    if stated > 0, stated != limit { return (first, stated, false) }
    return (first, available ?? 0, available != nil)
  }
}
