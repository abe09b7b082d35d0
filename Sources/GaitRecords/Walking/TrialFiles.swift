import Foundation

/// Where the files of a walking folder's trials are.
struct TrialFiles {
  /// The files of one trial.
  struct Paths {
    let name: String
    let motion: URL
    let analog: URL?
    let events: URL?
  }

  private let paths: [String: Paths]

  /// The names of the trials that have a motion file, in alphabetical order.
  var names: [String] { paths.keys.sorted() }

  /// Looks for trials in `csv/`, or in the folder itself if there is no such folder.
  init(folder: URL) throws(RecordError) {
    guard TrialFiles.isFolder(folder) else { throw .missingFolder(path: folder.path) }
    let inner = folder.appendingPathComponent("csv")
    let place = TrialFiles.isFolder(inner) ? inner : folder
    let files = try TrialFiles.list(place)
    var paths = [String: Paths]()
    for file in files {
      guard let name = TrialFiles.trialName(of: file) else { continue }
      paths[name] = TrialFiles.siblings(of: place.appendingPathComponent(file), among: files)
    }
    self.paths = paths
  }

  func paths(of name: String) -> Paths? { paths[name] }

  /// The name under which an entry's files are found.
  func name(of entry: TrialEntry) -> String? {
    entry.candidateNames.first { paths[$0] != nil }
  }

  /// The files of the trial that a motion file belongs to.
  static func siblings(of file: URL) -> Paths {
    let folder = file.deletingLastPathComponent()
    return siblings(of: file, among: (try? list(folder)) ?? [])
  }

  private static func siblings(of file: URL, among files: [String]) -> Paths {
    let folder = file.deletingLastPathComponent()
    guard let name = trialName(of: file.lastPathComponent) else {
      return Paths(
        name: file.deletingPathExtension().lastPathComponent, motion: file, analog: nil,
        events: nil)
    }
    let analog = files.first { $0.hasPrefix(name + "_analog") && $0.hasSuffix("Hz.csv") }
    let events = files.first { $0 == name + "_events.csv" }
    return Paths(
      name: name, motion: file, analog: analog.map(folder.appendingPathComponent),
      events: events.map(folder.appendingPathComponent))
  }

  /// The trial's name in front of `_kin...Hz.csv`; nil for every other file.
  private static func trialName(of file: String) -> String? {
    guard file.hasSuffix("Hz.csv"), let mark = file.range(of: "_kin", options: .backwards),
      statedRateHz(in: file) != nil
    else { return nil }
    return String(file[..<mark.lowerBound])
  }

  /// The rate that a file's name states: 100 for `x_kin100Hz.csv`.
  static func statedRateHz(in file: String) -> Double? {
    guard file.hasSuffix("Hz.csv") else { return nil }
    let digits = file.dropLast(6).reversed().prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    return Double(String(digits.reversed())).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func list(_ folder: URL) throws(RecordError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      throw .unreadable(file: folder.path, reason: error.localizedDescription)
    }
  }
}
