import Foundation
import GaitKit

/// Predicts for one recording with a finished run.
enum PredictCommand: Command {
  static let name = "predict"
  static let usage = "--run DIR --input FILE --output FILE.csv"
  static let abstract = "predicts for one recording with the recommended predictor of a run"
  static let options: Set<String> = ["--run", "--input", "--output", "--threads"]
  static let flags: Set<String> = []

  static func run(_ arguments: Arguments) throws {
    try arguments.expectNoOperands()
    let run = try arguments.requiredURL("--run")
    let input = try arguments.requiredURL("--input")
    let output = try arguments.requiredURL("--output")
    if let threads = try arguments.integer("--threads", atLeast: 1) { Parallel.threads = threads }
    let study = try RunFiles.study(of: run)
    let progress = ProgressLine()
    let table = try study.predict(run: run, input: input) { progress.note($0) }
    progress.finish()
    try AtomicFile.write(Data(table.utf8), to: output)
    print("prediction written to \(output.path)")
  }
}
