import Foundation
import GaitKit

/// Scores a finished run on other recordings.
enum EvaluateCommand: Command {
  static let name = "evaluate"
  static let usage = "--run DIR --data DIR [--json FILE]"
  static let abstract = "scores every predictor of a run on another folder of recordings"
  static let options: Set<String> = ["--run", "--data", "--json", "--threads"]
  static let flags: Set<String> = []

  static func run(_ arguments: Arguments) throws {
    try arguments.expectNoOperands()
    let run = try arguments.requiredURL("--run")
    let data = try arguments.requiredURL("--data")
    if let threads = try arguments.integer("--threads", atLeast: 1) { Parallel.threads = threads }
    let study = try RunFiles.study(of: run)
    let progress = ProgressLine()
    let evaluation = try study.evaluate(run: run, data: data) { progress.note($0) }
    progress.finish()
    for (model, tasks) in evaluation.models.sorted(by: { $0.key < $1.key }) {
      for (task, metrics) in tasks.sorted(by: { $0.key < $1.key }) {
        let cells = metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(rounded($0.value))" }
        print("\(model)  \(task)  \(cells.joined(separator: "  "))")
      }
    }
    guard let output = arguments.url("--json") else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try AtomicFile.write(try encoder.encode(evaluation), to: output)
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
