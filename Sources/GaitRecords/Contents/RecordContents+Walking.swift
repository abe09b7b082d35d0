import Foundation

extension RecordContents {
  mutating func readWalking(_ url: URL, _ options: Options) throws(RecordError) {
    var walking = WalkingOptions(requirement: .kinematics)
    walking.limits = options.limits
    let trials: [WalkingTrial]
    if format == .walkingTrial {
      let (trial, found) = try WalkingFolder.readTrial(url, walking)
      report = found
      trials = [trial]
      take(trial)
    } else {
      let (several, found) = try WalkingFolder(url).read(walking)
      report = found
      trials = several
      members = trials.map {
        Member(
          name: $0.name, person: $0.participant,
          durationS: Double($0.motion.frameCount) / $0.motion.sampleRateHz)
      }
    }
    source = .trials(trials)
    var seen = Set<ParticipantID>()
    for trial in trials {
      if seen.insert(trial.participant).inserted {
        people.append(
          Person(
            id: trial.participant,
            demographics: Demographics(
              heightM: trial.anthropometry.heightM, massKg: trial.anthropometry.massKg,
              affectedSide: trial.affectedSide)))
      }
      report.warn(trial.implausibilities, file: trial.name)
    }
  }

  private mutating func take(_ trial: WalkingTrial) {
    let motion = trial.motion
    add("joint angles", motion.jointAngles)
    add("joint moments", motion.jointMoments)
    add("ground reaction", motion.groundReaction)
    add("joint centres", motion.jointCentres)
    add("stance", motion.stance)
    add("EMG", trial.emg?.signal)
    for plate in trial.forcePlates {
      add("force plate \(plate.number)", plate.signal)
      forcePlates.append("plate \(plate.number): three forces, three moments")
    }
    if let condition = trial.condition { notes.append(Note("condition", condition)) }
    events = trial.events.map {
      Event(
        timeS: $0.timeS, label: $0.kind == .footStrike ? "Foot Strike" : "Foot Off",
        context: $0.side == .left ? "Left" : "Right")
    }
  }

  mutating func readCohort(_ url: URL) throws(RecordError) {
    let text = try TextFile(
      contentsOf: url.appendingPathComponent("manifest.json"), limits: ReadingLimits())
    guard
      let fields = try? JSONSerialization.jsonObject(with: text.data) as? [String: Any]
    else {
      throw .malformed(
        file: text.name, line: 1, column: nil, expected: "an object of JSON", found: "none")
    }
    version = "SYNTHETIC: nobody was measured"
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      notes.append(Note(key, "\(value)".replacing("\n", with: " ")))
    }
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
    notes.append(Note("files", "\(names.count)"))
  }
}
