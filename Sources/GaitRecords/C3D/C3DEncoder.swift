import Foundation

/// Puts the parts of a C3D file together.
struct C3DEncoder {
  let file: C3DFile
  let words: any C3DWords.Type
  let isReal: Bool
  let pointScale: Float
  /// What each analog channel is divided by before it is stored.
  let analogScales: [Float]

  init(_ file: C3DFile) throws(RecordError) {
    self.file = file
    words = file.encoding.processor.words
    isReal = file.encoding.storage == .real
    let channels = file.analog.channels
    guard file.pointLabels.count <= 65535, channels.count <= 65535, file.firstFrame >= 0,
      file.firstFrame + file.frameCount <= Int(UInt32.max), file.subframes <= 65535
    else {
      throw .unwritable(
        format: "C3D", field: "counts", reason: "more than 65,535 points or channels")
    }
    guard file.events.count <= 65535 else {
      throw .unwritable(
        format: "C3D", field: "events", reason: "\(file.events.count), more than 65,535")
    }
    if isReal {
      pointScale = 1
      analogScales = channels.map { _ in 1 }
    } else {
      var largest = 0.0
      for (place, sample) in file.points.samples.enumerated() where sample.isFinite {
        let unit = file.points.channels[place % file.points.channelCount].sourceUnit
        largest = max(largest, abs(Double(sample) / unit.siFactor))
      }
      pointScale = largest > 0 ? Float(largest / 32000) : 1
      var peaks = [Double](repeating: 0, count: channels.count)
      for (place, sample) in file.analog.samples.enumerated() where sample.isFinite {
        let channel = place % channels.count
        peaks[channel] = max(
          peaks[channel], abs(Double(sample) / channels[channel].sourceUnit.siFactor))
      }
      analogScales = peaks.map { $0 > 0 ? Float($0 / 32000) : 1 }
    }
  }

  func encoded() throws(RecordError) -> Data {
    var parameters = file.parameters
    fill(&parameters)
    // The section states where the data begin, in a parameter of constant size.
    let size = try section(parameters).count
    let blocks = (size + C3DHeader.blockSize - 1) / C3DHeader.blockSize
    guard blocks + 2 <= 65535 else {
      throw .unwritable(format: "C3D", field: "parameters", reason: "\(size) bytes are too many")
    }
    parameters["POINT", "DATA_START"] = .init(
      "", .integers([Int16(bitPattern: UInt16(blocks + 2))]))
    var section = try section(parameters)
    section[2] = UInt8(min(blocks, 255))
    section += [UInt8](repeating: 0, count: blocks * C3DHeader.blockSize - section.count)
    var data = Data(header(dataBlock: blocks + 2))
    data.append(contentsOf: section)
    try append(samples: &data)
    let rest = data.count % C3DHeader.blockSize
    if rest > 0 { data.append(Data(count: C3DHeader.blockSize - rest)) }
    return data
  }

  private func header(dataBlock: Int) -> [UInt8] {
    let last = file.firstFrame + file.frameCount - 1
    let numbers: [Int] = [
      file.pointLabels.count, file.analog.channelCount * file.subframes,
      min(file.firstFrame, 65535), min(last, 65535), 10,
    ]
    var bytes: [UInt8] = [2, 0x50]
    for number in numbers { bytes += words.bytes(of: UInt16(truncatingIfNeeded: number)) }
    bytes += words.bytes(of: isReal ? -pointScale : pointScale) ?? [0, 0, 0, 0]
    bytes += words.bytes(of: UInt16(dataBlock)) + words.bytes(of: UInt16(file.subframes))
    bytes += words.bytes(of: Float(file.pointRateHz)) ?? [0, 0, 0, 0]
    bytes += [UInt8](repeating: 0, count: C3DHeader.blockSize - bytes.count)
    // Programs take four letters for the length of an event's label.
    let key = words.bytes(of: C3DHeader.key)
    bytes.replaceSubrange(298..<300, with: key)
    return bytes
  }

  private func append(samples data: inout Data) throws(RecordError) {
    var bytes = [UInt8]()
    let channels = file.points.channels.map { 1 / $0.sourceUnit.siFactor }
    let analog = zip(file.analog.channels, analogScales).map {
      1 / ($0.sourceUnit.siFactor * Double($1))
    }
    let unit = C3DUnits.unit(file.parameters.words("POINT", "UNITS").first ?? "") ?? .millimetre
    let residualUnit = Float(unit.siFactor) * pointScale
    var sample = 0
    for frame in 0..<file.frameCount {
      for point in file.pointLabels.indices {
        let start = frame * channels.count + 3 * point
        let residual = file.residualsM[frame * file.pointLabels.count + point]
        let values = (0..<3).map {
          Double(file.points.samples[start + $0]) * channels[3 * point + $0]
        }
        let isMissing = values.contains { !$0.isFinite }
        for value in values {
          try append(isMissing ? 0 : value / Double(pointScale), "points", &bytes)
        }
        let code = residual.isNaN ? 0 : min(max((residual / residualUnit).rounded(), 0), 255)
        try append(isMissing ? -1 : Double(code), "points", &bytes)
      }
      for _ in 0..<file.subframes where !analog.isEmpty {
        for factor in analog {
          try append(Double(file.analog.samples[sample]) * factor, "analog channels", &bytes)
          sample += 1
        }
      }
      if bytes.count > 1 << 20 {
        data.append(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    data.append(contentsOf: bytes)
  }

  private func append(
    _ value: Double, _ field: String, _ bytes: inout [UInt8]
  ) throws(RecordError) {
    if isReal {
      bytes += try real(Float(value), field)
      return
    }
    guard abs(value) < 32767 else {
      throw .unwritable(
        format: "C3D", field: field, reason: "\(value) is no whole number of 16 bits; write floats")
    }
    bytes += words.bytes(of: UInt16(bitPattern: Int16(value.rounded())))
  }
}
