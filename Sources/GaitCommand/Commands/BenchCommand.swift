import Foundation
import GaitKit

/// Times the networks: a training step, a batch, a single window.
enum BenchCommand: Command {
  static let name = "bench"
  static let usage =
    "[--only a,b] [--batch 32] [--threads 2] [--processor-time] [--json FILE] [--first-prediction]"
  static let abstract = "times a training step, a batch and a single window of each network"
  static let options: Set<String> = [
    "--only", "--batch", "--threads", "--json", "--seconds", "--weights", "--since",
  ]
  static let flags: Set<String> = ["--processor-time", "--first-prediction"]

  /// The layout of the PyTorch yardstick's file, with the spread and the machine beside it.
  private struct Report: Codable {
    struct Row: Codable {
      let train_ms, infer_ms, single_ms: Double
      let spread: ModelTiming
    }
    let gaitkit: String
    let threads: Int
    let batch: Int
    let clock: ModelTiming.Clock
    let peak_mib: Double
    let blas_core: String
    let instruction_set: String
    let models: [String: Row]
  }

  static func run(_ arguments: Arguments) throws {
    try arguments.expectNoOperands()
    let threads = try arguments.integer("--threads", atLeast: 1) ?? 2
    let batch = try arguments.integer("--batch", atLeast: 1) ?? 32
    let seconds = try arguments.number("--seconds", above: 0) ?? 1.5
    let output = arguments.url("--json")
    let clock: ModelTiming.Clock = arguments.flag("--processor-time") ? .processor : .wall
    let names = arguments.string("--only").map { $0.split(separator: ",").map(String.init) }
    let entries = try names?.map(ModelCatalog.entry) ?? ModelCatalog.entries
    Parallel.threads = threads
    if let weights = arguments.url("--weights"),
      let since = try arguments.integer("--since", atLeast: 0)
    {
      for entry in entries { try predictOnce(entry, weights: weights, since: since) }
      return
    }
    if arguments.flag("--first-prediction") {
      for entry in try names?.map(ModelCatalog.entry) ?? [ModelCatalog.entry(CrossLSTM.name)] {
        try timeFirstPrediction(entry, threads: threads)
      }
      return
    }
    var rows: [String: Report.Row] = [:]
    for entry in entries {
      let timing = try ModelTiming(entry, batch: batch, seconds: seconds, clock: clock)
      rows[entry.name] = Report.Row(
        train_ms: rounded(timing.training.median), infer_ms: rounded(timing.batch.median),
        single_ms: rounded(timing.single.median), spread: timing)
      print(line(entry.name, timing))
    }
    let peak = ModelTiming.peakMemoryMiB
    print(
      "GaitKit \(GaitKitVersion.current), OpenBLAS core \(BLAS.coreName), "
        + "\(GaitKitVersion.instructionSet) loops, \(threads) threads, batch \(batch), "
        + "peak memory \(Int(peak)) MiB")
    guard let output else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let report = Report(
      gaitkit: GaitKitVersion.current, threads: threads, batch: batch, clock: clock, peak_mib: peak,
      blas_core: BLAS.coreName, instruction_set: GaitKitVersion.instructionSet, models: rows)
    try AtomicFile.write(try encoder.encode(report), to: output)
  }

  static func rounded(_ milliseconds: Double) -> Double {
    (milliseconds * 1000).rounded() / 1000
  }

  private static func line(_ name: String, _ timing: ModelTiming) -> String {
    func column(_ value: Double, _ width: Int) -> String {
      let text = String(rounded(value))
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let label = name.padding(toLength: 14, withPad: " ", startingAt: 0)
    return "\(label) train \(column(timing.training.median, 9)) ms   "
      + "batch \(column(timing.batch.median, 8)) ms   single \(column(timing.single.median, 7)) ms"
  }
}
