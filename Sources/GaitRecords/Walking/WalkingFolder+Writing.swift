import Foundation

extension WalkingFolder {
  /// Writes trials in the folder's layout: `trials.csv` and the files of each trial in `csv/`.
  ///
  /// Values are written in the layout's units with as few digits as give the same value when read
  /// again; missing samples are blank cells. Files of other trials in the folder are left alone,
  /// `trials.csv` is replaced.
  ///
  /// - Parameter trials: The trials; each name once, and with no other channels than the layout's.
  /// - Throws: `RecordError.malformed` for a name that is repeated or cannot be a file's name,
  ///   `RecordError.conflictingClocks` for plates and EMG on different clocks, or the file system's
  ///   error.
  public func write(_ trials: [WalkingTrial]) throws {
    let inner = url.appendingPathComponent("csv")
    var names = Set<String>()
    for (row, trial) in trials.enumerated() {
      let isPlain = !trial.name.isEmpty && !trial.name.contains { "/\\:,\"\n\r.".contains($0) }
      guard isPlain, names.insert(trial.name).inserted else {
        throw RecordError.malformed(
          file: TrialSheet.fileName, line: row + 2, column: "file",
          expected: "a name of its own without marks or dots", found: "\"\(trial.name)\"")
      }
    }
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    for trial in trials {
      let motion = TrialText.motion(trial)
      let rate = TrialText.rate(trial.motion.sampleRateHz)
      try motion.write(
        to: inner.appendingPathComponent("\(trial.name)_kin\(rate)Hz.csv"), options: .atomic)
      if let analog = try TrialText.analog(trial) {
        let name = "\(trial.name)_analog\(TrialText.rate(analog.sampleRateHz))Hz.csv"
        try analog.text.write(to: inner.appendingPathComponent(name), options: .atomic)
      }
      if !trial.events.isEmpty {
        let name = "\(trial.name)_events.csv"
        try TrialText.events(trial).write(to: inner.appendingPathComponent(name), options: .atomic)
      }
    }
    try TrialText.sheet(trials).write(
      to: url.appendingPathComponent(TrialSheet.fileName), options: .atomic)
  }
}
