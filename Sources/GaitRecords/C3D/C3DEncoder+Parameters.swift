// The parameter section: what the content determines is filled in, the rest is kept.
extension C3DEncoder {
  func fill(_ parameters: inout C3DParameters) {
    let count = UInt32(file.frameCount)
    let channels = file.analog.channels
    let scale = isReal ? -pointScale : pointScale
    func word(_ number: Int) -> C3DParameter.Value {
      .integers([Int16(truncatingIfNeeded: number)])
    }
    parameters["POINT", "USED"] = .init("", word(file.pointLabels.count))
    parameters["POINT", "SCALE"] = .init("", .reals([scale]))
    parameters["POINT", "RATE"] = .init("", .reals([Float(file.pointRateHz)]))
    parameters["POINT", "FRAMES"] = .init("", word(min(file.frameCount, 65535)))
    parameters["POINT", "DATA_START"] = .init("", word(0))
    parameters["POINT", "LONG_FRAMES"] = count > 65535 ? .init("", .reals([Float(count)])) : nil
    let long = { (number: Int) in
      C3DParameter.Value.integers([
        Int16(truncatingIfNeeded: number), Int16(truncatingIfNeeded: number >> 16),
      ])
    }
    parameters["TRIAL", "ACTUAL_START_FIELD"] = .init("", long(file.firstFrame))
    parameters["TRIAL", "ACTUAL_END_FIELD"] = .init("", long(file.firstFrame + file.frameCount - 1))
    parameters.setWords("POINT", "LABELS", file.pointLabels)
    C3DUnits.fill(&parameters, labels: file.pointLabels, channels: file.points.channels)
    parameters["ANALOG", "USED"] = .init("", word(channels.count))
    parameters["ANALOG", "GEN_SCALE"] = .init("", .reals([1]))
    parameters["ANALOG", "RATE"] = .init("", .reals([Float(file.analog.sampleRateHz)]))
    parameters["ANALOG", "FORMAT"] = .init("", .text(["SIGNED"]))
    parameters.setWords("ANALOG", "LABELS", channels.map(\.name))
    parameters.setWords("ANALOG", "UNITS", channels.map(\.sourceUnit.symbol))
    for part in 0..<max(1, (channels.count + 254) / 255) {
      let range = part * 255..<min(channels.count, part * 255 + 255)
      let name = { (word: String) in part == 0 ? word : "\(word)\(part + 1)" }
      parameters["ANALOG", name("SCALE")] = .init(
        "", .reals(Array(analogScales[range])), dimensions: [range.count])
      parameters["ANALOG", name("OFFSET")] = .init(
        "", .integers(range.map { _ in 0 }), dimensions: [range.count])
    }
    fillEvents(&parameters)
  }

  private func fillEvents(_ parameters: inout C3DParameters) {
    guard !file.events.isEmpty || parameters["EVENT", "USED"] != nil else { return }
    let events = file.events
    parameters["EVENT", "USED"] = .init("", .integers([Int16(truncatingIfNeeded: events.count)]))
    for old in parameters.continued("EVENT", "TIMES").dropFirst() {
      parameters["EVENT", old.name] = nil
    }
    // One dimension holds 255 at most; the rest goes to TIMES2, TIMES3, ….
    for part in 0..<max(1, (events.count + 254) / 255) {
      let some = events[part * 255..<min(events.count, part * 255 + 255)]
      let times = some.flatMap { event in
        let minutes = (event.timeS / 60).rounded(.towardZero)
        return [Float(minutes), Float(event.timeS - minutes * 60)]
      }
      parameters["EVENT", part == 0 ? "TIMES" : "TIMES\(part + 1)"] = .init(
        "", .reals(times), dimensions: [2, some.count])
    }
    parameters.setWords("EVENT", "LABELS", events.map(\.label))
    parameters.setWords("EVENT", "CONTEXTS", events.map(\.context))
    parameters.setWords("EVENT", "SUBJECTS", events.map(\.subject))
  }

  func section(_ parameters: C3DParameters) throws(RecordError) -> [UInt8] {
    guard parameters.groups.count <= 127 else {
      throw .unwritable(format: "C3D", field: "groups", reason: "more than 127")
    }
    var bytes: [UInt8] = [1, 0x50, 0, file.encoding.processor.code]
    for (place, group) in parameters.groups.enumerated() {
      try append(
        group.name, id: -(place + 1), isLocked: group.isLocked, body: [], group.description,
        to: &bytes)
      for parameter in group.parameters {
        try append(
          parameter.name, id: place + 1, isLocked: parameter.isLocked, body: body(parameter),
          parameter.description, to: &bytes)
      }
    }
    return bytes + [0, 0]
  }

  private func append(
    _ name: String, id: Int, isLocked: Bool, body: [UInt8], _ description: String,
    to bytes: inout [UInt8]
  ) throws(RecordError) {
    let letters = Array(name.utf8)
    let remark = Array(description.utf8.prefix(255))
    let size = 2 + body.count + 1 + remark.count
    guard (1...127).contains(letters.count), letters.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      size <= 65535
    else {
      throw .unwritable(
        format: "C3D", field: "parameter \(name)",
        reason: "its name has \(letters.count) bytes, its content \(size)")
    }
    bytes.append(UInt8(bitPattern: Int8(isLocked ? -letters.count : letters.count)))
    bytes.append(UInt8(bitPattern: Int8(id)))
    bytes += letters
    bytes += words.bytes(of: UInt16(size))
    bytes += body + [UInt8(remark.count)] + remark
  }

  private func body(_ parameter: C3DParameter) throws(RecordError) -> [UInt8] {
    var dimensions = parameter.dimensions
    var cells = [UInt8]()
    let kind: Int8
    switch parameter.value {
    case .text(let texts):
      kind = -1
      let bytes = texts.map { Array($0.utf8.prefix(255)) }
      // A word of no letters would not be counted.
      let width = max(bytes.map(\.count).max() ?? 0, 1)
      dimensions.insert(width, at: 0)
      for word in bytes { cells += word + [UInt8](repeating: 0x20, count: width - word.count) }
    case .bytes(let numbers):
      kind = 1
      cells = numbers.map { UInt8(bitPattern: $0) }
    case .integers(let numbers):
      kind = 2
      cells = numbers.flatMap { words.bytes(of: UInt16(bitPattern: $0)) }
    case .reals(let numbers):
      kind = 4
      for number in numbers { cells += try real(number, parameter.name) }
    }
    let width = kind == -1 ? 1 : Int(kind)
    guard dimensions.count <= 7, dimensions.allSatisfy({ (0...255).contains($0) }),
      dimensions.reduce(width, *) == cells.count
    else {
      throw .unwritable(
        format: "C3D", field: "parameter \(parameter.name)",
        reason: "its dimensions are \(dimensions) for \(cells.count / width) cells")
    }
    return [UInt8(bitPattern: kind), UInt8(dimensions.count)] + dimensions.map { UInt8($0) } + cells
  }

  func real(_ number: Float, _ field: String) throws(RecordError) -> [UInt8] {
    guard let bytes = words.bytes(of: number) else {
      throw .unwritable(
        format: "C3D", field: field, reason: "\(number) is no number of this processor")
    }
    return bytes
  }
}
