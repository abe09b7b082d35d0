import Foundation

/// Why a file or folder of records could not be read.
///
/// Every description names the file, the place in it, what was expected and what was found.
public enum RecordError: Error, Hashable, Sendable {
  /// The file cannot be opened or read.
  case unreadable(file: String, reason: String)
  /// The path given for a folder of trials is not a folder.
  case missingFolder(path: String)
  /// The folder holds no trial that can be read.
  case noTrials(folder: String, reason: String)
  /// The bytes are not text in UTF-8, ASCII or Latin-1.
  case unsupportedEncoding(file: String, found: String)
  /// A place in a text file does not hold what its format asks for.
  case malformed(file: String, line: Int, column: String?, expected: String, found: String)
  /// A place in a binary file does not hold what its format asks for; offsets count from 0.
  case malformedBytes(file: String, offset: Int, field: String, expected: String, found: String)
  /// The content cannot be said in the format that it was to be written in.
  case unwritable(format: String, field: String, reason: String)
  /// A column that the layout requires is not in the header.
  case missingColumn(file: String, column: String, found: [String])
  /// Two places state different sampling rates for one recording.
  case conflictingRates(
    file: String, statedHz: Double, statedBy: String, foundHz: Double, foundIn: String)
  /// Two files of one trial do not cover the same time.
  case conflictingClocks(file: String, expected: String, found: String)
  /// The file asks for more than the limits allow.
  case limitExceeded(file: String, limit: String, allowed: Int, found: Int)
  /// The file does not say in which unit its angles are, and the caller did not either.
  case unknownAngleUnit(file: String)
}

extension RecordError: CustomStringConvertible {
  /// The file, the place, what was expected and what was found, on one line.
  public var description: String { RecordError.printable(message) }

  private var message: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): cannot be read: \(reason)"
    case .missingFolder(let path):
      "\(path): expected a folder of trials, found no folder there"
    case .noTrials(let folder, let reason):
      "\(folder): holds no trials: \(reason)"
    case .unsupportedEncoding(let file, let found):
      "\(file): expected text in UTF-8 or Latin-1, found \(found)"
    case .malformed(let file, let line, let column, let expected, let found):
      "\(file), line \(line)\(column.map { ", column \($0)" } ?? ""): "
        + "expected \(expected), found \(found)"
    case .malformedBytes(let file, let offset, let field, let expected, let found):
      "\(file), byte \(offset), \(field): expected \(expected), found \(found)"
    case .unwritable(let format, let field, let reason):
      "\(format), \(field): cannot be written: \(reason)"
    case .missingColumn(let file, let column, let found):
      "\(file): expected a column \(column), found \(RecordError.shortened(found))"
    case .conflictingRates(let file, let stated, let statedBy, let foundHz, let foundIn):
      "\(file): \(statedBy) says \(RecordError.rounded(stated)) Hz, but "
        + "\(foundIn) runs at \(RecordError.rounded(foundHz)) Hz"
    case .conflictingClocks(let file, let expected, let found):
      "\(file): expected \(expected), found \(found)"
    case .limitExceeded(let file, let limit, let allowed, let found):
      "\(file): \(limit): at most \(allowed) allowed, found \(found)"
    case .unknownAngleUnit(let file):
      "\(file): the header has no inDegrees key; state the unit of its angles to read it"
    }
  }

  private static func shortened(_ names: [String]) -> String {
    if names.isEmpty { return "no columns" }
    let first = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(first) and \(names.count - 8) more" : first
  }

  /// Control characters of a hostile file must not reach a terminal.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return text
    }
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": plain += "\\n"
      case "\r": plain += "\\r"
      case "\t": plain += "\\t"
      case _ where scalar.properties.generalCategory == .control:
        plain += "\\u{\(String(scalar.value, radix: 16))}"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  static func rounded(_ value: Double) -> String {
    String(format: "%.6g", value)
  }
}

extension RecordError: LocalizedError {
  /// The same text as `description`.
  public var errorDescription: String? { description }
}
