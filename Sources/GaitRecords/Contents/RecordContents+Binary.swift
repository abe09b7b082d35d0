import Foundation

extension RecordContents {
  mutating func readBinary(_ url: URL, _ options: Options) throws(RecordError) {
    let limits = options.limits
    switch format {
    case .c3d:
      let (file, found) = try C3DFile.read(url, limits: limits)
      report = found
      take(file)
    case .edf, .bdf:
      let (file, found) = try EDFFile.read(url, limits: limits)
      report = found
      take(file)
    case .npy:
      let (array, found) = try NumPyArray.read(url, limits: limits)
      report = found
      arrays = [.init(name: url.deletingPathExtension().lastPathComponent, array: array)]
    case .npz:
      let (archive, found) = try NumPyArchive.read(url, limits: limits)
      report = found
      arrays = archive.entries
      if let stored = StoredSignals(archive) {
        version = "with GaitKit's description of signals"
        (devices, events, people) = (stored.devices(archive), stored.events, stored.people)
      }
    default:
      let (image, found) = try GreyImage.read(url, limits: limits)
      report = found
      self.image = image
    }
  }

  private mutating func take(_ file: C3DFile) {
    source = .c3d(file)
    let stored = file.encoding.storage == .real ? "floats" : "integers"
    version = "\(file.encoding.processor.rawValue), \(stored)"
    add("points", file.points)
    add("analog", file.analog)
    events = file.events.map { Event(timeS: $0.timeS, label: $0.label, context: $0.context) }
    let names = file.parameters.words("SUBJECTS", "NAMES").filter { !$0.isEmpty }
    people = names.map { Person(id: ParticipantID($0)) }
    forcePlates = file.forcePlates.map { plate in
      let centre = [plate.centre.x, plate.centre.y, plate.centre.z].map {
        RecordError.rounded(($0 * 1000).rounded() / 1000)
      }
      return "plate \(plate.number): type \(plate.kind.rawValue), centre "
        + "\(centre.joined(separator: ", ")) m, \(plate.signal.channels.map(\.name).joined(separator: " "))"
    }
    notes.append(Note("first frame", "\(file.firstFrame)"))
    for (group, name) in [
      ("MANUFACTURER", "COMPANY"), ("MANUFACTURER", "SOFTWARE"), ("TRIAL", "DATE"),
      ("POINT", "X_SCREEN"), ("POINT", "Y_SCREEN"),
    ] {
      let text = file.parameters.words(group, name).joined(separator: " ")
      if !text.isEmpty { notes.append(Note("\(group):\(name)", text)) }
    }
    // What the model's outputs are per, files do not say reliably; N mm per kilogram is usual.
    let hasMoments = file.pointLabels.contains { $0.hasSuffix("HipMoment") }
    if hasMoments {
      let motion = file.motionRecord(momentScale: .perBodyMass).motion
      report.warn(motion.implausibilities, file: name)
    }
  }

  private mutating func take(_ file: EDFFile) {
    version = file.width == .bdf ? "24 bits" : "16 bits"
    add("signals", joining: file.signals.map(\.samples))
    for place in devices.indices where devices.count > 1 {
      let rate = RecordError.rounded(devices[place].signal.sampleRateHz)
      devices[place].name = "signals at \(rate) Hz"
    }
    let unique = ColumnNames.unique(devices.map(\.name))
    for place in devices.indices { devices[place].name = unique[place] }
    events = file.annotations.map {
      Event(timeS: $0.onsetS, durationS: $0.durationS, label: $0.text)
    }
    let patient = file.patient.trimmingASCIIWhitespace()
    if !patient.isEmpty {
      people = [Person(id: ParticipantID(String(patient.prefix { $0 != " " })))]
      notes.append(Note("patient", patient))
    }
    if !file.recording.isEmpty { notes.append(Note("recording", file.recording)) }
    for signal in file.signals where !signal.prefilter.trimmingASCIIWhitespace().isEmpty {
      notes.append(Note("filter of \(signal.samples.channels[0].name)", signal.prefilter))
    }
  }
}
