import Foundation
import GaitKit

/// The exit codes of the contract, from `sysexits.h`.
enum ExitCode: Int32 {
  case checkFailed = 1
  case usage = 64
  case badData = 65
  case fileError = 74
}

/// A wrong use of the command line.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// A check that ran to its end and found differences.
struct CheckFailure: Error {
  let message: String
}

/// A file that the command line itself could not read.
struct FileFailure: Error {
  let message: String
}

/// How a failed command ends: its exit code and the line on standard error.
struct Outcome {
  let exitCode: ExitCode
  let message: String

  init(of error: any Error) {
    switch error {
    case let error as UsageError:
      (exitCode, message) = (.usage, error.message)
    case let error as CheckFailure:
      (exitCode, message) = (.checkFailed, error.message)
    case let error as CatalogError:
      (exitCode, message) = (.usage, error.description)
    case StudyError.unknownStudy, StudyError.runExists:
      (exitCode, message) = (.usage, "\(error)")
    case let error as FileFailure:
      (exitCode, message) = (.fileError, error.message)
    case let error as FolderError:
      (exitCode, message) = (.fileError, error.description)
    case RecordError.unreadable, RecordError.missingFolder:
      (exitCode, message) = (.fileError, "\(error)")
    case let error as FileError:
      (exitCode, message) = (.fileError, error.description)
    case let error as CocoaError:
      (exitCode, message) = (.fileError, error.localizedDescription)
    default:
      // What remains describes data: tables, records, weights, configurations.
      (exitCode, message) = (.badData, String(describing: error))
    }
  }
}
