import Foundation

/// A folder of walking trials: `trials.csv` and the files of each trial in `csv/`.
///
/// ```swift
/// let (trials, report) = try WalkingFolder(folder).read()
/// for warning in report.warnings { print(warning) }
/// ```
///
/// Angles are read in degrees and held in radians, moments in N mm/kg and held in N m/kg, joint
/// centres in millimetres and held in metres. A blank cell is missing. A trial may lack its events
/// or its analog file; the report then says so.
public struct WalkingFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Names a folder without touching it.
  public init(_ url: URL) { self.url = url }

  /// Reads all trials that `trials.csv` lists, in its order.
  ///
  /// - Parameter options: Which columns must be there, and how much is taken in.
  /// - Returns: The trials, and what was noticed while reading them.
  /// - Throws: `RecordError`.
  public func read(
    _ options: WalkingOptions = WalkingOptions()
  ) throws(RecordError) -> (trials: [WalkingTrial], report: ImportReport) {
    let files = try TrialFiles(folder: url)
    let sheetURL = url.appendingPathComponent(TrialSheet.fileName)
    guard FileManager.default.fileExists(atPath: sheetURL.path) else {
      throw .noTrials(
        folder: url.path,
        reason: "there is no \(TrialSheet.fileName), which says who walked which trial")
    }
    let sheet = try TrialSheet(contentsOf: sheetURL, limits: options.limits)
    var report = sheet.report
    var trials = [WalkingTrial]()
    for entry in sheet.entries {
      guard let name = files.name(of: entry), let paths = files.paths(of: name) else {
        report.warn(
          "trial \(entry.name) is left out: there is no file \(entry.name)_kin*Hz.csv",
          file: sheetURL.lastPathComponent, line: entry.line)
        continue
      }
      let reading = try TrialReader(paths: paths, entry: entry, options: options).read()
      trials.append(reading.trial)
      report.merge(reading.report)
    }
    guard !trials.isEmpty else {
      throw .noTrials(
        folder: url.path,
        reason: sheet.entries.isEmpty
          ? "\(TrialSheet.fileName) has no rows"
          : "none of the \(sheet.entries.count) trials of \(TrialSheet.fileName) has its file")
    }
    let listed = Set(trials.map(\.name))
    for name in files.names where !listed.contains(name) {
      report.warn("trial \(name) is left out: \(TrialSheet.fileName) does not list it", file: name)
    }
    return (trials, report)
  }

  /// Reads one trial from the path of its `*_kin100Hz.csv`.
  ///
  /// The analog file, the events and `trials.csv` (in the same folder or the one above) are read
  /// if they are there. Without `trials.csv` the participant is named after the file.
  ///
  /// - Parameters:
  ///   - file: The file of joint angles.
  ///   - options: Which columns must be there; by default only the joint angles.
  /// - Returns: The trial, and what was noticed while reading it.
  /// - Throws: `RecordError`.
  public static func readTrial(
    _ file: URL, _ options: WalkingOptions = WalkingOptions(requirement: .kinematics)
  ) throws(RecordError) -> (trial: WalkingTrial, report: ImportReport) {
    let paths = TrialFiles.siblings(of: file)
    let folder = file.deletingLastPathComponent()
    var report = ImportReport()
    var entry: TrialEntry?
    for place in [folder, folder.deletingLastPathComponent()] {
      let sheetURL = place.appendingPathComponent(TrialSheet.fileName)
      guard FileManager.default.fileExists(atPath: sheetURL.path) else { continue }
      let sheet = try TrialSheet(contentsOf: sheetURL, limits: options.limits)
      entry = sheet.entries.first { $0.candidateNames.contains(paths.name) }
      report.merge(sheet.report)
      break
    }
    if entry == nil {
      report.warn(
        "no \(TrialSheet.fileName) lists this trial; the participant is named after the file",
        file: file.lastPathComponent)
    }
    let reading = try TrialReader(paths: paths, entry: entry, options: options).read()
    report.merge(reading.report)
    return (reading.trial, report)
  }
}
