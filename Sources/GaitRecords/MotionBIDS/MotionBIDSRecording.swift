/// A motion recording of the Brain Imaging Data Structure: one tracking system, one run.
///
/// Three files hold it: `..._motion.tsv` with the samples and no header row, `..._channels.tsv` with
/// a row for each of its columns, and `..._motion.json` with the sampling rate.
public struct MotionBIDSRecording: Equatable, Sendable, Codable {
  /// What a column holds, in the standard's words.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Acceleration.
    case acceleration = "ACCEL"
    /// Angular acceleration.
    case angularAcceleration = "ANGACCEL"
    /// Angular rate.
    case angularRate = "GYRO"
    /// Joint angle.
    case jointAngle = "JNTANG"
    /// Time of the sample in seconds from the onset of the recording.
    case latency = "LATENCY"
    /// Magnetic field.
    case magneticField = "MAGN"
    /// Anything else.
    case other = "MISC"
    /// Orientation.
    case orientation = "ORNT"
    /// Position.
    case position = "POS"
    /// Velocity.
    case velocity = "VEL"
  }

  /// What `channels.tsv` says of a column beside its name and its unit.
  public struct ChannelNote: Hashable, Sendable, Codable {
    /// What the column holds.
    public var kind: Kind
    /// The component: `x`, `y`, `z`, `quat_w` and so on; nil if the file says n/a.
    public var component: String?
    /// The point tracked, such as `LeftFoot`; nil if the file says n/a.
    public var trackedPoint: String?

    /// Creates a note.
    public init(kind: Kind, component: String? = nil, trackedPoint: String? = nil) {
      self.kind = kind
      self.component = component
      self.trackedPoint = trackedPoint
    }
  }

  /// The parts of the file's name, such as `sub`, `task`, `tracksys`, in order.
  public var entities: [Entity]
  /// One part of the file's name.
  public struct Entity: Hashable, Sendable, Codable {
    /// The part's key, such as `sub`.
    public var key: String
    /// The part's label, such as `01`.
    public var label: String

    /// Creates a part.
    public init(key: String, label: String) {
      self.key = key
      self.label = label
    }
  }

  /// The task's name.
  public var taskName: String
  /// The samples in SI units, without the latency.
  public var signal: SampledSignal
  /// What each channel of `signal` is.
  public var notes: [ChannelNote]
  /// The time of each row in seconds, where a latency column states it.
  public var latenciesS: [Double]?

  /// Creates a recording.
  ///
  /// - Precondition: There is a note for each channel.
  public init(
    entities: [Entity], taskName: String, signal: SampledSignal, notes: [ChannelNote],
    latenciesS: [Double]? = nil
  ) {
    precondition(
      notes.count == signal.channelCount,
      "MotionBIDSRecording: \(notes.count) notes for \(signal.channelCount) channels")
    self.entities = entities
    self.taskName = taskName
    self.signal = signal
    self.notes = notes
    self.latenciesS = latenciesS
  }

  /// The label of a part of the name; nil if the name has no such part.
  public func entity(_ key: String) -> String? { entities.first { $0.key == key }?.label }

  /// The participant, by the `sub` part of the name; nil without one.
  public var participant: ParticipantID? { entity("sub").map { ParticipantID("sub-" + $0) } }

  /// The parts of a name such as `sub-01_task-walk_tracksys-imu_motion.tsv`.
  static func entities(of name: String) -> [Entity] {
    name.split(separator: "_").compactMap { part in
      let pieces = part.split(separator: "-", maxSplits: 1)
      guard pieces.count == 2, part == part.prefix(while: { $0 != "." }) else { return nil }
      return Entity(key: String(pieces[0]), label: String(pieces[1]))
    }
  }
}

extension MotionBIDSRecording {
  private enum CodingKeys: String, CodingKey {
    case entities, taskName, signal, notes, latenciesS
  }

  /// Reads a recording.
  ///
  /// - Throws: `DecodingError` unless there is a note for each channel.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let signal = try container.decode(SampledSignal.self, forKey: .signal)
    let notes = try container.decode([ChannelNote].self, forKey: .notes)
    guard notes.count == signal.channelCount else {
      throw DecodingError.dataCorruptedError(
        forKey: .notes, in: container,
        debugDescription: "\(notes.count) notes for \(signal.channelCount) channels")
    }
    self.init(
      entities: try container.decode([Entity].self, forKey: .entities),
      taskName: try container.decode(String.self, forKey: .taskName), signal: signal, notes: notes,
      latenciesS: try container.decodeIfPresent([Double].self, forKey: .latenciesS))
  }
}
