import Foundation

extension MotionBIDSRecording {
  /// The bytes of the file of samples: no header row, `n/a` where missing.
  public func encodedMotion() -> Data {
    var text = ""
    let latencies = latenciesS.flatMap { $0.count == signal.frameCount ? $0 : nil }
    for frame in 0..<signal.frameCount {
      var cells = latencies.map { ["\($0[frame])"] } ?? []
      for channel in 0..<signal.channelCount {
        cells.append(signal[frame, channel].map { "\($0)" } ?? "n/a")
      }
      text += cells.joined(separator: "\t") + "\n"
    }
    return Data(text.utf8)
  }

  /// The bytes of the table of channels.
  public func encodedChannels() -> Data {
    var text = "name\tcomponent\ttype\ttracked_point\tunits\n"
    if let latenciesS, latenciesS.count == signal.frameCount {
      text += "latency\tn/a\tLATENCY\tn/a\ts\n"
    }
    for (channel, note) in zip(signal.channels, notes) {
      let unit = channel.unit.dimension == .none ? "n/a" : channel.unit.symbol
      let cells = [
        channel.name, note.component ?? "n/a", note.kind.rawValue, note.trackedPoint ?? "n/a", unit,
      ]
      text += cells.map { plain($0) }.joined(separator: "\t") + "\n"
    }
    return Data(text.utf8)
  }

  /// The bytes of the JSON with the sampling rate.
  ///
  /// - Returns: The bytes.
  /// - Throws: The encoder's error.
  public func encodedSidecar() throws -> Data {
    struct Sidecar: Encodable {
      let SamplingFrequency: Double
      let TaskName: String
      let MotionChannelCount: Int
      let TrackingSystemName: String?
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(
      Sidecar(
        SamplingFrequency: signal.sampleRateHz, TaskName: taskName,
        MotionChannelCount: signal.channelCount, TrackingSystemName: entity("tracksys")))
  }

  /// Writes the three files into a folder, named by the entities.
  ///
  /// - Parameter folder: The folder, which is made if need be.
  /// - Returns: The path of the file of samples.
  /// - Throws: The file system's error.
  @discardableResult
  public func write(into folder: URL) throws -> URL {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let parts = entities.map { "\(plainName($0.key))-\(plainName($0.label))" }
    let stem = parts.joined(separator: "_")
    let motion = folder.appendingPathComponent(stem + "_motion.tsv")
    try encodedMotion().write(to: motion, options: .atomic)
    try encodedChannels().write(
      to: folder.appendingPathComponent(stem + "_channels.tsv"), options: .atomic)
    try encodedSidecar().write(
      to: folder.appendingPathComponent(stem + "_motion.json"), options: .atomic)
    return motion
  }

  private func plain(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  /// The standard allows letters and digits alone, which also keeps a name inside its folder.
  private func plainName(_ text: String) -> String {
    text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
  }
}
