import Foundation

/// A text export of Vicon Nexus: sections such as `Devices` and `Trajectories`, one behind another.
///
/// A section has its name, its rate, a row of owners, a row of column names, a row of units, and
/// rows numbered by frame and sub frame. A blank line ends it.
public struct ViconTextFile: Equatable, Sendable {
  /// One section.
  public struct Section: Equatable, Sendable {
    /// The section's name, such as `Trajectories`.
    public var name: String
    /// The columns in SI units; the name of each is its owner and its own, as in `Knee: X`.
    public var signal: SampledSignal
    /// The number of the first frame.
    public var firstFrame: Int
  }

  /// The sections in the file's order.
  public var sections: [Section]

  /// The section of a name; nil if there is none.
  public func section(_ name: String) -> Section? { sections.first { $0.name == name } }

  /// The marker paths of the section `Trajectories`; nil without one.
  public var markers: MarkerRecord? {
    guard let signal = section("Trajectories")?.signal, signal.channelCount % 3 == 0 else {
      return nil
    }
    let names = stride(from: 0, to: signal.channelCount, by: 3).map { place in
      let name = signal.channels[place].name
      return name.hasSuffix(": X") ? String(name.dropLast(3)) : name
    }
    return MarkerRecord(names: names, signal: signal)
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: ViconTextFile, report: ImportReport) {
    var reader = ViconTextReader(try TextFile(contentsOf: url, limits: limits), limits: limits)
    return try reader.read()
  }

  /// Reads a file from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: ViconTextFile, report: ImportReport) {
    var reader = ViconTextReader(try TextFile(data, name: name, limits: limits), limits: limits)
    return try reader.read()
  }
}
