/// What a reader noticed while reading: returned beside every record.
///
/// Nothing here stopped the reading; what cannot be read is a `RecordError`.
public struct ImportReport: Hashable, Sendable, Codable {
  /// Something that a careful user would want to know.
  public struct Warning: Hashable, Sendable, Codable {
    /// The file's name.
    public let file: String
    /// The line in the file, from 1; nil if the whole file is meant.
    public let line: Int?
    /// What was noticed.
    public let message: String
  }

  /// A run of missing samples.
  public struct Gap: Hashable, Sendable, Codable {
    /// The file's name.
    public let file: String
    /// The channel, or a word for all channels.
    public let channel: String
    /// The first missing frame, from 0.
    public let firstFrame: Int
    /// How many frames are missing.
    public let frameCount: Int
    /// The time of the first missing frame, in seconds.
    public let startTimeS: Double
  }

  /// A change of unit between the file and the record.
  public struct Conversion: Hashable, Sendable, Codable {
    /// The file's name.
    public let file: String
    /// What was converted.
    public let quantity: String
    /// The unit in the file.
    public let from: PhysicalUnit
    /// The unit in the record.
    public let to: PhysicalUnit
  }

  /// What a careful user would want to know, in the order found.
  public private(set) var warnings: [Warning] = []
  /// The gaps found.
  public private(set) var gaps: [Gap] = []
  /// The unit conversions made.
  public private(set) var conversions: [Conversion] = []
  /// How many rows were left out: blank lines, repeated times.
  public private(set) var droppedRows = 0

  /// Creates an empty report.
  public init() {}

  /// Whether there is nothing but unit conversions to tell.
  public var isClean: Bool { warnings.isEmpty && gaps.isEmpty && droppedRows == 0 }

  /// Adds a warning.
  public mutating func warn(_ message: String, file: String, line: Int? = nil) {
    warnings.append(Warning(file: file, line: line, message: message))
  }

  /// Adds a gap.
  public mutating func addGap(
    file: String, channel: String, firstFrame: Int, frameCount: Int, startTimeS: Double
  ) {
    gaps.append(
      Gap(
        file: file, channel: channel, firstFrame: firstFrame, frameCount: frameCount,
        startTimeS: startTimeS))
  }

  /// Adds a change of unit, unless there was none or it is already noted.
  public mutating func addConversion(
    file: String, quantity: String, from: PhysicalUnit, to: PhysicalUnit
  ) {
    let conversion = Conversion(file: file, quantity: quantity, from: from, to: to)
    if from != to, !conversions.contains(conversion) { conversions.append(conversion) }
  }

  /// Adds to the count of rows left out.
  public mutating func addDroppedRows(_ count: Int) { droppedRows += count }

  /// Adds everything another report holds.
  public mutating func merge(_ other: ImportReport) {
    warnings += other.warnings
    gaps += other.gaps
    for conversion in other.conversions where !conversions.contains(conversion) {
      conversions.append(conversion)
    }
    droppedRows += other.droppedRows
  }
}

extension ImportReport.Warning: CustomStringConvertible {
  /// The file, the line and the message on one line.
  public var description: String {
    "\(file)\(line.map { ", line \($0)" } ?? ""): \(message)"
  }
}

extension ImportReport.Gap: CustomStringConvertible {
  /// The file, the channel and the extent on one line.
  public var description: String {
    let time = RecordError.rounded(startTimeS)
    return "\(file): \(channel): \(frameCount) frames missing from \(time) s (frame \(firstFrame))"
  }
}
