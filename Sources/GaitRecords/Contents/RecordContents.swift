import Foundation

/// What a file or folder of records holds, whatever its format: what `gait inspect` tells of, and what
/// stands between the formats that `gait convert` reads and writes.
///
/// ```swift
/// let contents = try RecordContents(reading: url)
/// for device in contents.devices { print(device.name, device.signal.sampleRateHz) }
/// ```
public struct RecordContents: Sendable {
  /// Signals on one clock: a camera system, an amplifier, an insole.
  public struct Device: Equatable, Sendable, Codable {
    /// The name, unique in the contents.
    public var name: String
    /// The samples, SI.
    public var signal: SampledSignal

    /// Creates a device.
    public init(name: String, signal: SampledSignal) {
      self.name = name
      self.signal = signal
    }
  }

  /// Something noted at a time.
  public struct Event: Hashable, Sendable, Codable {
    /// When, on the clock of the signals, in seconds.
    public var timeS: Double
    /// For how long, in seconds; nil for a moment.
    public var durationS: Double?
    /// What, such as `Foot Strike`.
    public var label: String
    /// To what, such as `Left`; empty if unknown.
    public var context: String

    /// Creates an event.
    public init(timeS: Double, durationS: Double? = nil, label: String, context: String = "") {
      self.timeS = timeS
      self.durationS = durationS
      self.label = label
      self.context = context
    }
  }

  /// Somebody who was recorded.
  public struct Person: Hashable, Sendable, Codable {
    /// Who.
    public var id: ParticipantID
    /// Size and age, as far as known.
    public var demographics: Demographics

    /// Creates a person.
    public init(id: ParticipantID, demographics: Demographics = Demographics()) {
      self.id = id
      self.demographics = demographics
    }
  }

  /// A table as it stands in a text file, without a change of unit.
  public struct Sheet: Equatable, Sendable {
    /// A column of numbers or of words.
    public struct Column: Equatable, Sendable {
      /// The name, with its unit if it has one.
      public var name: String
      /// The numbers, NaN where missing; empty for words.
      public var numbers: [Double]
      /// The words; nil for numbers.
      public var words: [String]?
    }

    /// The columns.
    public var columns: [Column]
    /// The number of rows.
    public var rowCount: Int
  }

  /// A trial or a walk of a folder.
  public struct Member: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// Who was recorded.
    public var person: ParticipantID
    /// How long, in seconds.
    public var durationS: Double
  }

  /// Something else that the file says, such as its maker.
  public struct Note: Hashable, Sendable, Codable {
    /// What it is about.
    public var name: String
    /// What it says.
    public var text: String

    /// Creates a note.
    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  /// What the format's own reader returned, for writers of the same format.
  enum Source: Sendable {
    case c3d(C3DFile)
    case motionBIDS(MotionBIDSRecording)
    case walks([InsoleWalk], [GaitPDBParticipant])
    case trials([WalkingTrial])
    case other
  }

  /// The name of the file or folder.
  public var name: String
  /// The format.
  public var format: RecordFormat
  /// Which variant of the format.
  public var version: String?
  /// The people recorded.
  public var people = [Person]()
  /// The signals.
  public var devices = [Device]()
  /// The events, in time order of the file.
  public var events = [Event]()
  /// The force plates, in words.
  public var forcePlates = [String]()
  /// The table of a text file that is one.
  public var sheet: Sheet?
  /// The arrays of NumPy files.
  public var arrays = [NumPyArchive.Entry]()
  /// The image.
  public var image: GreyImage?
  /// The trials of a folder.
  public var members = [Member]()
  /// What else the file says.
  public var notes = [Note]()
  /// What the reader and the plausibility checks noticed.
  public var report = ImportReport()
  var source = Source.other

  /// Creates contents without anything in them.
  public init(name: String, format: RecordFormat, version: String? = nil) {
    self.name = name
    self.format = format
    self.version = version
  }

  /// The device of a name; nil if there is none.
  public func device(_ name: String) -> Device? { devices.first { $0.name == name } }

  mutating func add(_ name: String, _ signal: SampledSignal?) {
    guard let signal, signal.channelCount > 0 else { return }
    let taken = Set(devices.map(\.name))
    var unique = name
    var number = 2
    while taken.contains(unique) {
      unique = "\(name) \(number)"
      number += 1
    }
    devices.append(Device(name: unique, signal: signal))
  }

  /// Adds signals that follow each other on one clock as one device, and others as further ones.
  mutating func add(_ name: String, joining signals: [SampledSignal]) {
    var rest = signals[...]
    while let first = rest.popFirst() {
      var group = [first]
      while let next = rest.first, next.sharesClock(with: first) {
        group.append(next)
        rest = rest.dropFirst()
      }
      add(name, SampledSignal(joining: group))
    }
  }
}

extension SampledSignal {
  /// Whether both have the same rate, start and number of frames.
  func sharesClock(with other: SampledSignal) -> Bool {
    sampleRateHz == other.sampleRateHz && startTimeS == other.startTimeS
      && frameCount == other.frameCount
  }

  /// The channels of signals on one clock side by side; repeated names get a suffix.
  init(joining signals: [SampledSignal]) {
    let first = signals[0]
    precondition(
      signals.allSatisfy { $0.sharesClock(with: first) }, "SampledSignal: clocks differ")
    let names = ColumnNames.unique(signals.flatMap { $0.channels.map(\.name) })
    var channels = signals.flatMap(\.channels)
    for place in channels.indices { channels[place].name = names[place] }
    guard signals.count > 1 else {
      self.init(
        channels: channels, sampleRateHz: first.sampleRateHz, startTimeS: first.startTimeS,
        samples: first.samples)
      return
    }
    var samples = [Float]()
    samples.reserveCapacity(first.frameCount * channels.count)
    for frame in 0..<first.frameCount {
      for signal in signals {
        let width = signal.channelCount
        samples += signal.samples[frame * width..<(frame + 1) * width]
      }
    }
    self.init(
      channels: channels, sampleRateHz: first.sampleRateHz, startTimeS: first.startTimeS,
      samples: samples)
  }
}
