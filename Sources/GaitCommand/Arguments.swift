import Foundation

/// The words behind a command, sorted into options, flags and operands.
struct Arguments {
  private var values: [String: String] = [:]
  private var present: Set<String> = []
  let operands: [String]

  init(_ words: [String], options: Set<String>, flags: Set<String>) throws {
    var operands: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        operands.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if flags.contains(name), parts.count == 1 {
        present.insert(name)
      } else if options.contains(name) {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
          throw UsageError("\(name): a value is missing")
        }
        guard values.updateValue(value, forKey: name) == nil else {
          throw UsageError("\(name): given twice")
        }
      } else {
        throw UsageError("unknown option \(word)")
      }
    }
    self.operands = operands
  }

  func flag(_ name: String) -> Bool { present.contains(name) }

  func string(_ name: String) -> String? { values[name] }

  func required(_ name: String) throws -> String {
    guard let value = values[name] else { throw UsageError("\(name) is missing") }
    return value
  }

  func url(_ name: String) -> URL? { values[name].map { URL(fileURLWithPath: $0) } }

  func requiredURL(_ name: String) throws -> URL { URL(fileURLWithPath: try required(name)) }

  func integer(_ name: String, atLeast least: Int) throws -> Int? {
    guard let text = values[name] else { return nil }
    guard let value = Int(text), value >= least else {
      throw UsageError("\(name): expected a whole number of at least \(least), found \"\(text)\"")
    }
    return value
  }

  func number(_ name: String, above least: Double) throws -> Double? {
    guard let text = values[name] else { return nil }
    guard let value = Double(text), value > least, value.isFinite else {
      throw UsageError("\(name): expected a number above \(least), found \"\(text)\"")
    }
    return value
  }

  /// Fails where there are operands that the command does not take.
  func expectNoOperands() throws {
    if let first = operands.first { throw UsageError("unexpected \"\(first)\"") }
  }
}
