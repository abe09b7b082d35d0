import Foundation
import GaitKit

/// Recomputes reference cases and reports where they differ.
enum VerifyCommand: Command {
  static let name = "verify"
  static let usage = "CASE... [--write FILE] [--tolerance T]"
  static let abstract = "recomputes reference cases; exit code 1 where one differs"
  static let options: Set<String> = ["--write", "--tolerance", "--threads"]
  static let flags: Set<String> = ["--verbose"]

  static func run(_ arguments: Arguments) throws {
    guard !arguments.operands.isEmpty else { throw UsageError("verify: a case is missing") }
    let output = arguments.url("--write")
    guard output == nil || arguments.operands.count == 1 else {
      throw UsageError("--write: takes one case at a time")
    }
    if let threads = try arguments.integer("--threads", atLeast: 1) { Parallel.threads = threads }
    let tolerances =
      try arguments.number("--tolerance", above: 0).map(Verification.Tolerances.init)
      ?? Verification.Tolerances()
    var failed = 0
    for path in arguments.operands {
      let reference = try ReferenceCase(contentsOf: URL(fileURLWithPath: path))
      let verification = try Verification(of: reference, tolerances: tolerances)
      report(path, reference, verification, isVerbose: arguments.flag("--verbose"))
      if !verification.passes { failed += 1 }
      if let output {
        try verification.write(to: output, metadata: ["model": reference.model])
      }
    }
    if failed > 0 {
      throw CheckFailure(
        message: "verify: \(failed) of \(arguments.operands.count) cases differ")
    }
  }

  private static func report(
    _ path: String, _ reference: ReferenceCase, _ verification: Verification, isVerbose: Bool
  ) {
    let verdict = verification.passes ? "equal within tolerance" : "DIFFERS"
    print(
      "\(path): \(reference.model), \(verification.differences.count) tensors: \(verdict)")
    for kind in ["outputs", "gradients", "input_gradients", "losses"] {
      let own = verification.differences.filter {
        $0.name == kind || $0.name.hasPrefix(kind + ".")
      }
      guard let worst = own.max(by: { $0.relative < $1.relative }) else { continue }
      let label = kind.padding(toLength: 16, withPad: " ", startingAt: 0)
      print(
        "  \(label) largest relative difference \(worst.relative) at \(worst.name), "
          + "tolerance \(worst.tolerance)")
    }
    for difference in verification.differences where isVerbose || difference.isExceeded {
      let mark = difference.isExceeded ? "DIFFERS" : "ok     "
      print("  \(mark) \(difference.name): \(difference.relative)")
    }
  }
}
