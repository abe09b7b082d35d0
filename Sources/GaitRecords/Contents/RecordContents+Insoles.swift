import Foundation

extension RecordContents {
  mutating func readInsoles(_ url: URL, _ options: Options) throws(RecordError) {
    switch format {
    case .openGo:
      let (recording, found) = try OpenGoRecording.read(url, limits: options.limits)
      report = found
      version =
        recording.generation == .percent
        ? "centre of pressure in per cent" : "centre of pressure in fractions"
      notes = recording.remarks.map { Note($0.name, $0.text) }
      add(recording.insoles)
      report.warn(InsoleRecord.implausibilities(recording.insoles), file: name)
    case .gaitPDBWalk:
      let (walk, found) = try GaitPDBFolder.readWalk(url, limits: options.limits)
      report = found
      people = [Person(id: walk.participant)]
      if let condition = walk.condition { notes.append(Note("condition", condition)) }
      add(walk.insoles)
      source = .walks([walk], [])
    default:
      let (walks, participants, found) = try GaitPDBFolder(url).read(limits: options.limits)
      report = found
      source = .walks(walks, participants)
      people = participants.map { row in
        Person(
          id: row.id,
          demographics: Demographics(
            ageYears: row.ageYears, sex: row.sex, heightM: row.anthropometry.heightM,
            massKg: row.anthropometry.massKg))
      }
      members = walks.map { walk in
        Member(
          name: walk.name, person: walk.participant,
          durationS: walk.insoles.first?.sensors.durationS ?? 0)
      }
      for row in participants {
        report.warn(
          row.implausibilities, file: "\(GaitPDBDemographics.fileName), \(row.id)")
      }
      for walk in walks { report.warn(walk.implausibilities, file: walk.name) }
    }
  }

  private mutating func add(_ insoles: [InsoleRecord]) {
    for insole in insoles {
      let signals = [
        insole.sensors, insole.acceleration, insole.angularRate, insole.totalForce,
        insole.centreOfPressure,
      ]
      add("\(insole.side.rawValue) insole", joining: signals.compactMap { $0 })
    }
  }
}
