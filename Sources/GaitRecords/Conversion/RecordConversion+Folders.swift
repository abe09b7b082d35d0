import Foundation

extension RecordConversion {
  /// A run of Motion-BIDS; kinds are told by units.
  func writeMotionBIDS(to url: URL, _ lost: inout [String]) throws {
    if case .motionBIDS(let recording) = contents.source, isWhole {
      try recording.write(into: url)
      return
    }
    let signal = try signalOnOneClock("Motion-BIDS")
    if signal.startTimeS != 0 {
      lost.append("the start at \(RecordError.rounded(signal.startTimeS)) s")
    }
    let stem = contents.name.split(separator: ".").first.map(String.init) ?? "unknown"
    let person = contents.people.count == 1 ? contents.people[0].id.rawValue : stem
    let device = devices.count == 1 ? devices[0].name : "all"
    func label(_ text: String, or other: String) -> String {
      let letters = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
      return letters.isEmpty ? other : letters
    }
    let plain = person.hasPrefix("sub-") ? String(person.dropFirst(4)) : person
    let recording = MotionBIDSRecording(
      entities: [
        .init(key: "sub", label: label(plain, or: "unknown")),
        .init(key: "task", label: label(stem, or: "unknown")),
        .init(key: "tracksys", label: label(device, or: "unknown")),
      ], taskName: label(stem, or: "unknown"), signal: signal,
      notes: signal.channels.map { channel in
        let axis = ["x", "y", "z"].first { channel.name.lowercased().hasSuffix("_\($0)") }
        return .init(
          kind: .told(by: channel.unit.dimension), component: axis,
          trackedPoint: axis.map { _ in String(channel.name.dropLast(2)) })
      })
    try recording.write(into: url)
  }

  /// Trials of a walking folder; a Plug-in-Gait C3D file becomes one trial.
  func writeWalking(to url: URL, _ lost: inout [String]) throws {
    switch contents.source {
    case .trials(let trials):
      try WalkingFolder(url).write(trials)
    case .c3d(let file):
      let (motion, missing) = file.motionRecord(momentScale: .perBodyMass)
      let absent = missing.warnings.count
      guard motion.jointAngles.samples.contains(where: { !$0.isNaN }) else {
        throw RecordError.unwritable(
          format: "walking folder", field: contents.name,
          reason: "no points LHipAngles and so on, the outputs of a Plug-in-Gait model")
      }
      if absent > 0 { lost.append("\(absent) outputs of the model that the file lacks") }
      lost.append("whether moments are per body mass: they are taken to be")
      let plates = file.forcePlates.map(\.record)
      let name = contents.name.split(separator: ".").first.map(String.init) ?? "trial"
      // Angles and moments of six joints, two ground reactions, six joint centres.
      if file.pointLabels.count > 20 - absent {
        lost.append("points that are no outputs of the model")
      }
      if file.analog.channelCount > 6 * plates.count {
        lost.append("analog channels that are no force plates'")
      }
      try WalkingFolder(url).write([
        WalkingTrial(
          name: name, participant: contents.people.first?.id ?? ParticipantID(name),
          motion: motion, forcePlates: plates, events: file.gaitEvents)
      ])
    default:
      throw RecordError.unwritable(
        format: "walking folder", field: contents.name,
        reason: "\(contents.format.rawValue) holds no walking trials")
    }
  }

  /// Walks of gaitpdb, alone or with their table of people.
  func writeGaitPDB(to url: URL, _ lost: inout [String]) throws {
    guard case .walks(let walks, let participants) = contents.source else {
      throw RecordError.unwritable(
        format: "gaitpdb", field: contents.name,
        reason: "\(contents.format.rawValue) holds no walks with eight force sensors a foot")
    }
    try GaitPDBFolder(url).write(walks, participants: participants)
  }
}

extension MotionBIDSRecording.Kind {
  /// The kind of channels of a dimension.
  static func told(by dimension: PhysicalDimension) -> MotionBIDSRecording.Kind {
    switch dimension {
    case PhysicalUnit.metrePerSecondSquared.dimension: .acceleration
    case PhysicalUnit.radianPerSecond.dimension: .angularRate
    case PhysicalUnit.radian.dimension: .jointAngle
    case PhysicalUnit.tesla.dimension: .magneticField
    case PhysicalUnit.metre.dimension: .position
    case PhysicalUnit.metrePerSecond.dimension: .velocity
    default: .other
    }
  }
}
