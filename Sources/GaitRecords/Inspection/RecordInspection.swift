/// A summary of contents for people and for machines.
public struct RecordInspection: Hashable, Sendable, Codable {
  /// A channel and how much of it is there.
  public struct ChannelSummary: Hashable, Sendable, Codable {
    /// The name.
    public var name: String
    /// The SI unit of the samples here.
    public var unit: String
    /// The unit in the file.
    public var sourceUnit: String
    /// The share of missing samples, 0 to 1.
    public var missingShare: Double
    /// The number of gaps.
    public var gaps: Int
    /// The least and the greatest sample; nil where all are missing.
    public var range: [Double]?
  }

  /// A device and its clock.
  public struct DeviceSummary: Hashable, Sendable, Codable {
    /// The name.
    public var name: String
    /// The rate in Hz.
    public var sampleRateHz: Double
    /// The number of frames.
    public var frames: Int
    /// The time of the first frame in seconds.
    public var startTimeS: Double
    /// The length in seconds.
    public var durationS: Double
    /// The channels.
    public var channels: [ChannelSummary]
  }

  /// An array, an image or a table.
  public struct ArraySummary: Hashable, Sendable, Codable {
    /// The name.
    public var name: String
    /// The extents; rows before columns.
    public var shape: [Int]
    /// The type of the elements, or the names of the columns.
    public var elements: String
  }

  /// The name of the file or folder.
  public var file: String
  /// The format.
  public var format: String
  /// Which variant of the format.
  public var version: String?
  /// The people recorded.
  public var people: [RecordContents.Person]
  /// The trials of a folder.
  public var recordings: [RecordContents.Member]
  /// The devices.
  public var devices: [DeviceSummary]
  /// The events.
  public var events: [RecordContents.Event]
  /// The force plates.
  public var forcePlates: [String]
  /// Arrays, images and tables.
  public var arrays: [ArraySummary]
  /// What else the file says.
  public var notes: [RecordContents.Note]
  /// Unit conversions, such as `mm to m`.
  public var conversions: [String]
  /// Warnings of the reader and of the plausibility checks.
  public var warnings: [String]
  /// The rows that the reader left out.
  public var droppedRows: Int

  /// Summarises contents.
  public init(_ contents: RecordContents) {
    file = contents.name
    format = contents.format.rawValue
    version = contents.version
    people = contents.people
    recordings = contents.members
    devices = contents.devices.map(DeviceSummary.init)
    events = contents.events
    forcePlates = contents.forcePlates
    arrays = contents.arrays.map {
      ArraySummary(name: $0.name, shape: $0.array.shape, elements: "\($0.array.elementType)")
    }
    if let image = contents.image {
      arrays.append(
        ArraySummary(
          name: "image", shape: [image.height, image.width],
          elements: "grey, 0 to \(image.maximum)"))
    }
    if let sheet = contents.sheet {
      arrays.append(
        ArraySummary(
          name: "table", shape: [sheet.rowCount, sheet.columns.count],
          elements: sheet.columns.map { $0.words == nil ? $0.name : "\($0.name) (words)" }
            .joined(separator: ", ")))
    }
    notes = contents.notes
    conversions = contents.report.conversions.map { "\($0.quantity): \($0.from) to \($0.to)" }
    warnings = contents.report.warnings.map(\.description)
    droppedRows = contents.report.droppedRows
  }
}

extension RecordInspection.DeviceSummary {
  init(_ device: RecordContents.Device) {
    let signal = device.signal
    name = device.name
    sampleRateHz = signal.sampleRateHz
    frames = signal.frameCount
    startTimeS = signal.startTimeS
    durationS = signal.durationS
    channels = signal.channels.enumerated().map { place, channel in
      let values = signal.values(ofChannel: place)
      let present = values.filter(\.isFinite)
      var range: [Double]?
      if let least = present.min(), let greatest = present.max() {
        range = [Double(least), Double(greatest)]
      }
      let missing = values.count(where: \.isNaN)
      return RecordInspection.ChannelSummary(
        name: channel.name, unit: channel.unit.symbol, sourceUnit: channel.sourceUnit.symbol,
        missingShare: values.isEmpty ? 0 : Double(missing) / Double(values.count),
        gaps: missing == 0 ? 0 : signal.gaps(ofChannel: place).count, range: range)
    }
  }
}
