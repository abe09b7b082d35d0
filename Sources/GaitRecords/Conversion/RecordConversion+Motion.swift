import Foundation

extension RecordConversion {
  /// The names of points whose three coordinates in metres are all there is in a signal; nil if
  /// there is anything else.
  static func points(_ signal: SampledSignal) -> [String]? {
    guard signal.channelCount > 0, signal.channelCount % 3 == 0 else { return nil }
    var names = [String]()
    for place in stride(from: 0, to: signal.channelCount, by: 3) {
      let channels = signal.channels[place..<place + 3]
      let stems = zip(channels, ["x", "y", "z"]).compactMap { channel, axis -> Substring? in
        let name = channel.name
        guard name.lowercased().hasSuffix("_\(axis)") else { return nil }
        return name.dropLast(2)
      }
      guard stems.count == 3, Set(stems).count == 1,
        channels.allSatisfy({ $0.unit.dimension == PhysicalUnit.metre.dimension })
      else { return nil }
      names.append(String(stems[0]))
    }
    return names
  }

  /// The marker paths among the points of a device, without a model's angles and moments.
  private static func markers(_ signal: SampledSignal) -> (MarkerRecord, Int)? {
    let isLength = signal.channels.map { $0.unit.dimension == PhysicalUnit.metre.dimension }
    let chosen = stride(from: 0, to: signal.channelCount - 2, by: 3).filter { place in
      isLength[place..<place + 3].allSatisfy { $0 }
        && points(signal.selecting(channels: [place, place + 1, place + 2])) != nil
    }
    guard !chosen.isEmpty, signal.channelCount % 3 == 0 else { return nil }
    let own = signal.selecting(channels: chosen.flatMap { [$0, $0 + 1, $0 + 2] })
    guard let names = points(own) else { return nil }
    return (MarkerRecord(names: names, signal: own), signal.channelCount - own.channelCount)
  }

  /// Marker paths in the source's unit of length, or millimetres.
  func writeMarkers(to url: URL, _ lost: inout [String]) throws {
    let found = devices.compactMap { device in
      RecordConversion.markers(device.signal).map { (device.name, $0) }
    }
    guard found.count == 1, let (device, (markers, left)) = found.first else {
      throw RecordError.unwritable(
        format: "TRC", field: "markers",
        reason: found.isEmpty
          ? "no device holds channels name_x, name_y, name_z in metres"
          : "\(found.map(\.0).joined(separator: ", ")) hold points; choose a device")
    }
    if left > 0 { lost.append("\(left) channels of \(device) that are no positions") }
    let others = devices.map(\.name).filter { $0 != device }
    if !others.isEmpty { lost.append("the signals of \(others.joined(separator: ", "))") }
    let source = markers.signal.channels[0].sourceUnit
    let units: [PhysicalUnit] = [.millimetre, .centimetre, .metre]
    let signal = markers.signal
    try TRCFile(
      name: url.lastPathComponent, markers: markers,
      firstFrame: firstFrame(signal, &lost), unit: units.contains(source) ? source : .millimetre
    ).write(to: url)
  }

  /// Points become points, everything else analog channels, which must share a clock that is a whole
  /// multiple of the points'.
  func writeC3D(to url: URL, _ lost: inout [String]) throws {
    if case .c3d(let file) = contents.source, isWhole {
      try file.write(to: url)
      return
    }
    let points = devices.filter { isPoints($0) }
    let others = devices.filter { !isPoints($0) }
    guard points.count <= 1, !devices.isEmpty else {
      throw RecordError.unwritable(
        format: "C3D", field: "points",
        reason: points.isEmpty
          ? "there are no signals in \(contents.format.rawValue)"
          : "\(points.map(\.name).joined(separator: ", ")) hold points; choose a device")
    }
    let analog = others.isEmpty ? nil : SampledSignal(joining: try sameClock(others))
    guard let device = points.first else {
      guard let analog else { return }
      try C3DFile(
        pointLabels: [],
        points: SampledSignal(
          channels: [], sampleRateHz: analog.sampleRateHz, startTimeS: analog.startTimeS,
          samples: []),
        analog: analog, events: c3dEvents, firstFrame: firstFrame(analog, &lost)
      ).write(to: url)
      return
    }
    let signal = device.signal
    if let analog {
      let ratio = (analog.sampleRateHz / signal.sampleRateHz).rounded()
      guard ratio >= 1, abs(analog.sampleRateHz / signal.sampleRateHz - ratio) < 1e-3,
        analog.frameCount == signal.frameCount * Int(ratio)
      else {
        throw RecordError.unwritable(
          format: "C3D", field: "clocks",
          reason:
            "\(analog.frameCount) analog frames at \(RecordError.rounded(analog.sampleRateHz)) Hz"
            + " are no whole number for each of \(signal.frameCount) frames at "
            + "\(RecordError.rounded(signal.sampleRateHz)) Hz")
      }
    }
    let labels = stride(from: 0, to: signal.channelCount, by: 3).map {
      String(signal.channels[$0].name.dropLast(2))
    }
    try C3DFile(
      pointLabels: labels, points: signal, analog: analog, events: c3dEvents,
      firstFrame: firstFrame(signal, &lost)
    ).write(to: url)
  }

  private var c3dEvents: [C3DEvent] {
    contents.events.map { C3DEvent(timeS: $0.timeS, label: $0.label, context: $0.context) }
  }

  /// A C3D file's own points may be a model's outputs of any unit.
  private func isPoints(_ device: RecordContents.Device) -> Bool {
    if contents.format == .c3d, device.name == "points" { return true }
    return RecordConversion.points(device.signal) != nil
  }

  private func sameClock(
    _ devices: [RecordContents.Device]
  ) throws(RecordError) -> [SampledSignal] {
    guard devices.allSatisfy({ $0.signal.sharesClock(with: devices[0].signal) }) else {
      let clocks = devices.map {
        "\"\($0.name)\" at \(RecordError.rounded($0.signal.sampleRateHz)) Hz"
      }
      throw .unwritable(
        format: "C3D", field: "clocks",
        reason: "analog channels have one clock, found \(clocks.joined(separator: ", ")); "
          + "choose a device")
    }
    return devices.map(\.signal)
  }

  /// The number of the first frame, from 1 at 0 s.
  private func firstFrame(_ signal: SampledSignal, _ lost: inout [String]) -> Int {
    let exact = signal.startTimeS * signal.sampleRateHz + 1
    let whole = min(max(exact.rounded(), 1), 1e9)
    if abs(exact - whole) > 1e-3 {
      lost.append(
        "the start at \(RecordError.rounded(signal.startTimeS)) s: frames are counted from 0 s")
    }
    return Int(whole)
  }
}
