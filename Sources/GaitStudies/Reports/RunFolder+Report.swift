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
    for fold in try names(in: jobs) {
      let folder = jobs.appendingPathComponent(fold)
      for network in try names(in: folder) {
        let history = folder.appendingPathComponent(network).appendingPathComponent("history.jsonl")
        guard let text = try? Data(contentsOf: history) else { continue }
        let reports = try text.split(separator: 0x0A).map {
          try decoder.decode(EpochReport.self, from: $0)
        }
        losses[network, default: []].append(reports.map(\.loss))
      }
    }
    let figure = CurvesFigure.learning(
      title: "Learning curves",
      caption: "Each fit thin, their mean in bold.",
      losses.sorted { $0.key < $1.key }.map { (name: $0.key, fits: $0.value) })
    return Report.Section("Training", [.figures([figure])])
  }

  private func names(in folder: URL) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }
}
