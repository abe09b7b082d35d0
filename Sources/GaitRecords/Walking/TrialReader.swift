import Foundation

/// Reads the files of one trial and holds their rates against each other.
struct TrialReader {
  let paths: TrialFiles.Paths
  let entry: TrialEntry?
  let options: WalkingOptions

  func read() throws(RecordError) -> (trial: WalkingTrial, report: ImportReport) {
    let motionName = paths.motion.lastPathComponent
    let motionRate = try declaredRate(entry?.pointRateHz, file: motionName)
    let motionFile = try MotionFile(
      contentsOf: paths.motion, declaredRateHz: motionRate.hz, declaredBy: motionRate.source,
      options: options)
    var report = motionFile.report
    if let stated = entry?.frames, stated != motionFile.motion.frameCount {
      report.warn(
        "\(TrialSheet.fileName) says \(stated) frames, found \(motionFile.motion.frameCount)",
        file: motionName)
    }
    var trial = WalkingTrial(
      name: paths.name, participant: entry?.participant ?? ParticipantID(paths.name),
      condition: entry?.condition, anthropometry: entry?.anthropometry ?? Anthropometry(),
      affectedSide: entry?.affectedSide, motion: motionFile.motion)
    if let analog = paths.analog {
      let rate = try declaredRate(entry?.analogRateHz, file: analog.lastPathComponent)
      let file = try AnalogFile(
        contentsOf: analog, beside: trial.motion, of: motionName, entry: entry,
        declaredRateHz: rate.hz, declaredBy: rate.source, options: options)
      trial.emg = file.emg
      trial.forcePlates = file.forcePlates
      report.merge(file.report)
    } else {
      report.warn("no analog file: the trial has no EMG and no force plates", file: motionName)
    }
    if let events = paths.events {
      let file = try EventsFile(contentsOf: events, limits: options.limits)
      trial.events = file.events
      report.merge(file.report)
    } else {
      report.warn("no events file", file: motionName)
    }
    return (trial, report)
  }

  /// The rate that `trials.csv` and the file's name state, once they agree.
  private func declaredRate(
    _ sheetRate: Double?, file: String
  ) throws(RecordError) -> (hz: Double?, source: String) {
    let nameRate = TrialFiles.statedRateHz(in: file)
    guard let sheetRate else { return (nameRate, "the file's name") }
    if let nameRate, abs(nameRate / sheetRate - 1) > 0.01 {
      throw .conflictingRates(
        file: file, statedHz: sheetRate, statedBy: TrialSheet.fileName, foundHz: nameRate,
        foundIn: "the file by its name")
    }
    return (sheetRate, TrialSheet.fileName)
  }
}

extension TrialEntry {
  /// The names under which the files of a trial may be stored, the usual one first.
  var candidateNames: [String] { stem == name ? [name] : [name, stem] }
}
