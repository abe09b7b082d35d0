import Foundation

/// How the bytes of a file come into memory.
public enum FileAccess: Sendable, Hashable {
  /// All at once; later changes to the file are not seen.
  case read
  /// Page by page when they are first touched.
  ///
  /// Fastest when only some tensors are needed. If another program shortens the file meanwhile,
  /// touching what is gone kills the process, as it does with every memory map; files that are
  /// replaced by renaming, as ``AtomicFile`` does, are safe.
  case mapped
}

/// Reads whole files with typed errors.
package enum FileContents {
  /// The bytes of a regular file that is not larger than a limit.
  ///
  /// Devices and pipes are refused, since they can be endless, and so is a file that is larger
  /// than the limit, before memory is taken for it.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - access: Whether its bytes are read at once or mapped.
  ///   - limit: Largest size in bytes.
  ///   - calls: The operating system.
  /// - Returns: The bytes.
  /// - Throws: ``FileError``.
  package static func data(
    at url: URL, access: FileAccess = .read, limit: Int = 1 << 31, calls: SystemCalls = .live
  ) throws(FileError) -> Data {
    // Opening a pipe would wait for a writer; not blocking has no effect on regular files.
    let file = try OpenFile(url.path, flags: O_RDONLY | O_NONBLOCK, as: .open, calls: calls)
    let status = try file.status()
    guard status.isRegularFile else { throw FileError.notARegularFile(path: url.path) }
    let size = status.byteCount
    guard size <= limit else {
      throw FileError.tooLarge(path: url.path, byteCount: size, limit: limit)
    }
    guard size > 0 else { return Data() }
    switch access {
    case .read: return try file.read(byteCount: size, at: 0)
    case .mapped: return try file.mapped(byteCount: size)
    }
  }
}
