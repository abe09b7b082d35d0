import Foundation
import GaitReports
import GaitTraining

extension RunFolder {
  /// Writes a report's page, drawings and tables into the run.
  func write(_ report: Report) throws {
    for (path, text) in report.files {
      let file = url.appendingPathComponent(path)
      try makeFolder(file.deletingLastPathComponent())
      try write(text, as: file)
    }
  }

  /// The learning curves of every network of the run, from the histories of its jobs.
  func learningSection() throws -> Report.Section {
    var losses: [String: [[Double]]] = [:]
    let jobs = url.appendingPathComponent("jobs")
    let decoder = JSONDecoder()
    let histories = (FileManager.default.enumerator(atPath: jobs.path)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix("/history.jsonl") }.sorted()
    for path in histories {
      let reports = try Data(contentsOf: jobs.appendingPathComponent(path)).split(separator: 0x0A)
        .map { try decoder.decode(EpochReport.self, from: $0) }
      losses[Self.network(of: path), default: []].append(reports.map(\.loss))
    }
    let figure = CurvesFigure.learning(
      title: "Learning curves",
      caption: "Each fit thin, their mean in bold.",
      losses.sorted { $0.key < $1.key }.map { (name: PredictorName.of($0.key), fits: $0.value) })
    return Report.Section("Training", [.figures([figure])])
  }

  /// The folder's name without the number of its seed: `fold-1/st-ammfn-0/…` is of `st-ammfn`.
  private static func network(of path: String) -> String {
    let folder = path.split(separator: "/").dropLast().last.map(String.init) ?? path
    guard let dash = folder.lastIndex(of: "-"),
      folder[folder.index(after: dash)...].allSatisfy(\.isNumber)
    else { return folder }
    return String(folder[..<dash])
  }
}
