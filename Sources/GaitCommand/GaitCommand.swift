import Foundation
import GaitKit

@main
struct GaitCommand {
  static let commands: [any Command.Type] = [
    ModelsCommand.self, VerifyCommand.self, BenchCommand.self, StudyCommand.self,
    EvaluateCommand.self, PredictCommand.self, SimulateCommand.self, InspectCommand.self,
    ConvertCommand.self,
  ]

  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      let outcome = Outcome(of: error)
      FileHandle.standardError.write(Data("gait: \(outcome.message)\n".utf8))
      exit(outcome.exitCode.rawValue)
    }
  }

  private static func run(_ words: [String]) throws {
    guard let name = words.first else {
      throw UsageError("a command is missing; see gait --help")
    }
    switch name {
    case "--help", "-h", "help":
      print(help)
    case "--version":
      print("gait \(GaitKitVersion.current)")
    default:
      guard let command = commands.first(where: { $0.name == name }) else {
        throw UsageError("unknown command \"\(name)\"; see gait --help")
      }
      if words.dropFirst().contains(where: { $0 == "--help" || $0 == "-h" }) {
        print("usage: gait \(command.name) \(command.usage)\n\n\(command.abstract)")
        return
      }
      let arguments = try Arguments(
        Array(words.dropFirst()), options: command.options, flags: command.flags)
      try command.run(arguments)
    }
  }

  private static var help: String {
    let lines = commands.map { "  gait \($0.name) \($0.usage)\n      \($0.abstract)" }
    return """
      gait: train and run multi-task networks on gait and rehabilitation records

      \(lines.joined(separator: "\n"))

      exit codes: 0 done, 1 a check failed, 64 wrong usage, 65 bad data, 74 file error
      """
  }
}
