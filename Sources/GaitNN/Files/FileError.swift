import Foundation

/// A failure to read or write a file; its description names the path, the operation and why.
public enum FileError: Error, Equatable, Sendable {
  /// The operating system refused; `code` is its `errno`.
  case failed(Operation, path: String, code: Int32)
  /// The path leads to a folder, a device or a pipe.
  case notARegularFile(path: String)
  /// The file is larger than the reader accepts.
  case tooLarge(path: String, byteCount: Int, limit: Int)
  /// The file ends before a length that it is known to have had.
  case shorterThanExpected(path: String, expected: Int, found: Int)
  /// A line to be appended holds a line break and would read back as two.
  case lineBreak(path: String, offsetInLine: Int)

  /// What was being done when the operating system refused; the raw value reads after "cannot".
  public enum Operation: String, Sendable, CaseIterable {
    /// Opening an existing file.
    case open
    /// Creating a temporary file beside the path.
    case createTemporary = "create a temporary file for"
    /// Opening the folder the file lies in.
    case openFolder = "open the folder of"
    /// Asking for size and kind.
    case inspect
    /// Reading bytes.
    case read
    /// Mapping the file into memory.
    case map
    /// Writing bytes.
    case write
    /// Giving a file that is rewritten the permissions that it had.
    case setPermissions = "set the permissions of"
    /// Waiting until the bytes are on the disk.
    case synchronize
    /// Closing, which is where some network file systems report a failed write.
    case close
    /// Putting the temporary file in the place of the old one.
    case replace
    /// Waiting until the new name is on the disk; the file itself is whole and in its place.
    case synchronizeFolder = "synchronize the folder of"
    /// Cutting the file to a length.
    case truncate
    /// Listing a folder.
    case list
    /// Removing a file.
    case remove
  }

  /// Path of the file the failure is about.
  public var path: String {
    switch self {
    case .failed(_, let path, _), .notARegularFile(let path), .tooLarge(let path, _, _),
      .shorterThanExpected(let path, _, _), .lineBreak(let path, _):
      path
    }
  }
}

extension FileError: CustomStringConvertible, LocalizedError {
  /// One line that names the path, the operation and the reason.
  public var description: String {
    let place = path.debugDescription
    switch self {
    case .failed(let operation, _, let code):
      return "cannot \(operation.rawValue) \(place): \(String(cString: strerror(code)))"
        + " (errno \(code))"
    case .notARegularFile:
      return "cannot use \(place): expected a regular file, found a folder, device or pipe"
    case .tooLarge(_, let byteCount, let limit):
      return "cannot read \(place): expected at most \(limit) bytes, found \(byteCount)"
    case .shorterThanExpected(_, let expected, let found):
      return "cannot truncate \(place): expected at least \(expected) bytes, found \(found)"
    case .lineBreak(_, let offset):
      return "cannot append to \(place): expected one line, found a line break at byte \(offset)"
    }
  }

  /// The same line, for `localizedDescription`.
  public var errorDescription: String? { description }
}
