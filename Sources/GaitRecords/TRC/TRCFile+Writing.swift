import Foundation

extension TRCFile {
  /// The bytes of a file; a missing position is three blank cells.
  public func encoded() -> Data {
    let signal = markers.signal
    let rate = "\(signal.sampleRateHz)"
    let count = "\(signal.frameCount)"
    let plainName = plain(name)
    var text = "PathFileType\t4\t(X/Y/Z)\t\(plainName)\n"
    text += "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate"
    text += "\tOrigDataStartFrame\tOrigNumFrames\n"
    text +=
      [
        rate, rate, count, "\(markers.names.count)", unit.symbol, rate, "\(firstFrame)", count,
      ].joined(separator: "\t") + "\n"
    text += "Frame#\tTime" + markers.names.map { "\t\(plain($0))\t\t" }.joined() + "\n"
    text += "\t" + (1...max(markers.names.count, 1)).map { "\tX\($0)\tY\($0)\tZ\($0)" }.joined()
    text += "\n\n"
    for frame in 0..<signal.frameCount {
      text += "\(firstFrame + frame)\t\(signal.timeS(ofFrame: frame))"
      for channel in 0..<signal.channelCount {
        text += "\t"
        if let value = signal[frame, channel] { text += "\(Double(value) / unit.siFactor)" }
      }
      text += "\n"
    }
    return Data(text.utf8)
  }

  /// Writes the file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: The file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }

  /// A text that cannot be taken for the end of a line or of a cell.
  private func plain(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
