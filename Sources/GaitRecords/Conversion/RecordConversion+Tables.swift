import Foundation

extension RecordConversion {
  /// Comma- or tab-separated text: the time in seconds, then a column for each channel.
  ///
  /// A name carries its SI unit in brackets, missing samples are blank, numbers have as few digits as
  /// give them again. A table that came from text is written as it was, cell by cell.
  func writeTable(
    to url: URL, _ target: ConversionTarget, _ lost: inout [String]
  ) throws {
    let text: String
    if let sheet = contents.sheet, isWhole {
      text = TextRows(target).text(of: sheet)
    } else if devices.isEmpty, !contents.arrays.isEmpty {
      text = try TextRows(target).text(of: onlyMatrix(target.rawValue), &lost)
    } else {
      text = TextRows(target).text(of: try signalOnOneClock(target.rawValue), &lost)
    }
    try Data(text.utf8).write(to: url, options: .atomic)
  }

  /// OpenSim's table; rotations are in degrees where the source's are.
  func writeOpenSim(to url: URL, _ lost: inout [String]) throws {
    let signal = try signalOnOneClock("OpenSim")
    let isAngle = signal.channels.map { channel in
      channel.unit.dimension == PhysicalUnit.radian.dimension
    }
    let areKnown = zip(signal.channels, isAngle).allSatisfy { channel, isAngle in
      !isAngle
        || (OpenSimQuantity(label: channel.name) == .rotation && channel.sourceUnit == .degree)
    }
    let inDegrees = areKnown && isAngle.contains(true)
    let factors = isAngle.map { $0 && inDegrees ? PhysicalUnit.degree.siFactor : 1 }
    let unknown = signal.channels.filter { channel in
      let told = OpenSimQuantity(label: channel.name).unit
      return channel.unit.dimension != told.dimension
    }
    if let first = unknown.first {
      lost.append(
        "the units of \(unknown.count) channels such as \(first.name) in \(first.unit): OpenSim tells "
          + "units by labels")
    }
    let width = signal.channelCount
    let table = OpenSimTable(
      name: url.deletingPathExtension().lastPathComponent, labels: signal.channels.map(\.name),
      times: (0..<signal.frameCount).map { signal.timeS(ofFrame: $0) },
      values: signal.samples.enumerated().map { Double($1) / factors[$0 % width] },
      isInDegrees: inDegrees)
    try table.write(to: url)
  }
}

extension OpenSimQuantity {
  /// The SI unit of a quantity that a label tells.
  var unit: PhysicalUnit {
    switch self {
    case .rotation: .radian
    case .length: .metre
    case .force: .newton
    case .moment: .newtonMetre
    case .speed, .other: .one
    }
  }
}
