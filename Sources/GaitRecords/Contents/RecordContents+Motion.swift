import Foundation

extension RecordContents {
  mutating func readMotion(_ url: URL, _ options: Options) throws(RecordError) {
    let limits = options.limits
    switch format {
    case .trc:
      let (file, found) = try TRCFile.read(url, limits: limits)
      report = found
      add("markers", file.markers.signal)
      notes.append(Note("first frame", "\(file.firstFrame)"))
    case .mvnx:
      let (recording, found) = try MVNXRecording.read(url, limits: limits)
      report = found
      if !recording.subject.isEmpty { people = [Person(id: ParticipantID(recording.subject))] }
      for quantity in MVNXRecording.Quantity.allCases {
        add(quantity.rawValue, recording.signals[quantity])
      }
    case .openPose:
      let (recording, found) = try KeypointRecording.readOpenPose(
        url, frameRateHz: options.frameRateHz ?? 1, limits: limits)
      report = found
      if options.frameRateHz == nil {
        report.warn("the files state no rate; one frame is counted as one second", file: name)
      }
      for track in recording.people {
        people.append(Person(id: ParticipantID("person \(track.person)")))
        add("person \(track.person)", track.places)
        add("person \(track.person) confidence", track.confidence)
      }
    case .vicon:
      let (file, found) = try ViconTextFile.read(url, limits: limits)
      report = found
      for section in file.sections { add(section.name, section.signal) }
    default:
      let (file, found) = try AnalogTextFile.read(url, limits: limits)
      report = found
      version = "\(file.bitDepth) bits"
      notes.append(Note("trial", file.trial))
      add("analog", file.signal)
    }
  }

  mutating func readMotionBIDS(_ url: URL, _ options: Options) throws(RecordError) {
    var runs = [url]
    if format == .motionBIDSFolder {
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
      runs = names.filter { $0.hasSuffix("_motion.tsv") }.sorted()
        .map(url.appendingPathComponent)
      guard !runs.isEmpty else {
        throw .noTrials(folder: url.path, reason: "no file in it ends in _motion.tsv")
      }
    }
    for run in runs {
      let (recording, found) = try MotionBIDSRecording.read(run, limits: options.limits)
      report.merge(found)
      if runs.count == 1 { source = .motionBIDS(recording) }
      let stem = String(run.lastPathComponent.dropLast("_motion.tsv".count))
      add(runs.count == 1 ? "motion" : stem, recording.signal)
      notes.append(Note("task of \(stem)", recording.taskName))
      if let person = recording.participant, !people.contains(where: { $0.id == person }) {
        people.append(Person(id: person))
      }
      if let latencies = recording.latenciesS, latencies.count > 1 {
        notes.append(Note("latency of \(stem)", "a time for each of \(latencies.count) rows"))
      }
    }
  }
}
