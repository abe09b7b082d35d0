import Foundation
import GaitKit

extension BenchCommand {
  /// Starts this program anew several times and prints how long it takes from there to the first
  /// prediction of a network that is loaded from a file.
  static func timeFirstPrediction(_ entry: CatalogEntry, threads: Int) throws {
    var random = RandomSource(seed: 0)
    let weights = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-bench-\(UUID().uuidString).safetensors")
    var writer = SafetensorsWriter()
    try StateDictionary(of: try entry.model(using: &random).module).add(to: &writer)
    try writer.write(to: weights)
    defer { try? FileManager.default.removeItem(at: weights) }
    guard let program = Bundle.main.executableURL else {
      throw UsageError("--first-prediction: the program does not know its own file")
    }
    // Once more than are counted: the first start may have to read the program from the disk.
    let times = try (0..<12).map { _ in
      try startedPrediction(program, entry.name, weights, threads: threads)
    }.dropFirst().sorted()
    print(
      "\(entry.name), from process start to the first prediction of loaded weights: "
        + "\(rounded(times[times.count / 2])) ms (\(rounded(times[0])) to "
        + "\(rounded(times[times.count - 1])), \(times.count) starts)")
  }

  private static func startedPrediction(
    _ program: URL, _ name: String, _ weights: URL, threads: Int
  ) throws -> Double {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = program
    process.standardOutput = pipe
    process.arguments = [
      "bench", "--only", name, "--threads", String(threads), "--weights", weights.path, "--since",
      String(nanoseconds),
    ]
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard process.terminationStatus == 0, let time = Double(text) else {
      throw UsageError("--first-prediction: the started program printed \"\(text)\"")
    }
    return time
  }

  /// What the started program does: loads, predicts once, and prints the milliseconds since a moment of
  /// the monotonic clock.
  static func predictOnce(_ entry: CatalogEntry, weights: URL, since start: Int) throws {
    var random = RandomSource(seed: 1)
    let model = try entry.model(using: &random)
    try StateDictionary(try SafetensorsFile(contentsOf: weights)).load(into: model.module)
    let window = entry.example(batch: 1, using: &random)
    var context = Context.inference
    let outputs = try model(window, &context)
    guard outputs.allSatisfy({ $0.tensor.elements.allSatisfy(\.isFinite) }) else {
      throw UsageError("--since: the prediction is not finite")
    }
    print(Double(nanoseconds - start) * 1e-6)
  }

  private static var nanoseconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
  }
}
