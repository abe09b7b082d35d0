import Foundation
import GaitKit

/// Runs a study: trains, evaluates on unseen people, keeps the predictor.
enum StudyCommand: Command {
  static let name = "study"
  static let usage =
    "NAME --data DIR --out DIR [--seed N] [--threads N] [--epochs N] [--config FILE] [--quick] [--resume]"
  static let abstract = "trains and evaluates the networks of one question on recordings"
  static let options: Set<String> = [
    "--data", "--out", "--seed", "--threads", "--epochs", "--config",
  ]
  static let flags: Set<String> = ["--resume", "--quick"]

  static func run(_ arguments: Arguments) throws {
    guard arguments.operands.count == 1, let name = arguments.operands.first else {
      let known = StudyCatalog.studies.map { $0.name }.joined(separator: ", ")
      throw UsageError("study: expected one name, one of \(known)")
    }
    let study = try StudyCatalog.study(name)
    let request = StudyRequest(
      data: try arguments.requiredURL("--data"), output: try arguments.requiredURL("--out"),
      seed: UInt64(try arguments.integer("--seed", atLeast: 0) ?? 0),
      epochs: try arguments.integer("--epochs", atLeast: 1),
      configuration: try arguments.url("--config").map(readFile),
      isResuming: arguments.flag("--resume"), isQuick: arguments.flag("--quick"))
    if let threads = try arguments.integer("--threads", atLeast: 1) { Parallel.threads = threads }
    let progress = ProgressLine()
    let table = try study.run(request) { progress.note($0) }
    progress.finish()
    print(table, terminator: "")
    print("\nrun written to \(request.output.path)")
  }

  private static func readFile(_ url: URL) throws -> Data {
    do {
      return try Data(contentsOf: url)
    } catch {
      throw FileFailure(message: "\(url.path): cannot be read: \(error.localizedDescription)")
    }
  }
}
