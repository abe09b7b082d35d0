import Foundation

/// Writes files so that a crash, a full disk or a power cut leaves the old or the new one, whole.
///
/// The bytes go to a temporary file in the same folder, reach the disk, and are then renamed to
/// the path; then the folder reaches the disk. Foundation's `.atomic` leaves out the last step,
/// so that after a power cut the old file may be back.
public enum AtomicFile {
  /// What the names of temporary files start with.
  static let temporaryPrefix = ".gait-temporary-"

  /// Writes bytes to a path.
  ///
  /// On any error the temporary file is removed and a file at the path is what it was, with one
  /// exception: if the error is ``FileError/Operation/synchronizeFolder``, the new file is in its
  /// place and whole, but a power cut may still bring back the old one. A file that is replaced
  /// passes its permissions on; a new one gets 0644 less the process's mask. A symbolic link at
  /// the path is replaced, not followed.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - url: Where to; the folder must exist.
  /// - Throws: ``FileError``, which names the path, the operation and the reason.
  public static func write(_ data: Data, to url: URL) throws(FileError) {
    try write([data], to: url)
  }

  /// Writes pieces one after the other, which saves copying them together.
  package static func write(
    _ pieces: [Data], to url: URL, calls: SystemCalls = .live
  ) throws(FileError) {
    precondition(url.isFileURL, "AtomicFile.write: \(url) is not the URL of a file")
    let path = url.path
    let folderPath = url.deletingLastPathComponent().path
    let random = UInt64.random(in: .min ... .max)
    let temporary = folderPath + "/" + temporaryPrefix + String(random, radix: 36)
    let folder = try OpenFile(
      folderPath, flags: O_RDONLY | O_DIRECTORY, as: .openFolder, for: path, calls: calls)
    let permissions = try existingPermissions(path, calls: calls)
    let file = try OpenFile(
      temporary, flags: O_WRONLY | O_CREAT | O_EXCL, permissions: permissions ?? 0o644,
      as: .createTemporary, for: path, calls: calls)
    do {
      // Held until the file is closed; tells a sweep that somebody is still writing.
      _ = file.lock()
      if let permissions { try file.setPermissions(permissions) }
      for piece in pieces { try file.write(piece) }
      try file.synchronize()
      try file.close()
      try OpenFile.perform(.replace, path) { () throws(ErrorNumber) in
        try calls.renameFile(temporary, path)
      }
    } catch {
      try? calls.removeFile(temporary)
      throw error
    }
    try folder.synchronizeFolder()
  }

  /// The permissions of the file to be replaced, nil if there is none or it is a link or device.
  private static func existingPermissions(
    _ path: String, calls: SystemCalls
  ) throws(FileError) -> UInt32? {
    let file: OpenFile
    do {
      let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW
      file = try OpenFile(path, flags: flags, as: .inspect, calls: calls)
    } catch .failed(_, _, ENOENT), .failed(_, _, ELOOP) {
      return nil
    }
    let status = try file.status()
    return status.isRegularFile ? status.permissions & 0o777 : nil
  }

  /// Removes temporary files that writers left behind when they were killed.
  ///
  /// A file that a living process is still writing is locked and stays; so does one changed in
  /// the last minute, since its writer may be between two steps, and one changed in the last hour
  /// if the file system knows no locks.
  ///
  /// - Parameters:
  ///   - folder: Where to look; folders inside it are left alone.
  ///   - ageS: How many seconds a file must have been unchanged.
  /// - Returns: The files that were removed, sorted by path.
  /// - Throws: ``FileError`` if the folder cannot be listed or a file not be removed.
  @discardableResult
  public static func removeOrphans(in folder: URL, olderThanS ageS: Double = 60) throws -> [URL] {
    try removeOrphans(in: folder, olderThanS: ageS, calls: .live)
  }

  package static func removeOrphans(
    in folder: URL, olderThanS ageS: Double, calls: SystemCalls
  ) throws -> [URL] {
    try list(folder, calls: calls).filter { $0.hasPrefix(temporaryPrefix) }
      .map { folder.appendingPathComponent($0) }
      .filter { try removeOrphan($0, olderThanS: ageS, calls: calls) }
  }

  private static func removeOrphan(
    _ url: URL, olderThanS ageS: Double, calls: SystemCalls
  ) throws(FileError) -> Bool {
    let file: OpenFile
    do {
      let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW
      file = try OpenFile(url.path, flags: flags, as: .inspect, calls: calls)
    } catch .failed(_, _, ENOENT) {
      // Its writer finished meanwhile.
      return false
    }
    let status = try file.status()
    guard status.isRegularFile else { return false }
    let lockError = file.lock()
    if lockError?.code == EWOULDBLOCK { return false }
    // Where files cannot be locked, age alone has to tell, and a slow disk needs patience.
    let requiredAgeS = lockError == nil ? ageS : max(ageS, 3600)
    guard Date().timeIntervalSince1970 - status.modifiedS >= requiredAgeS else { return false }
    try OpenFile.perform(.remove, url.path) { () throws(ErrorNumber) in
      try calls.removeFile(url.path)
    }
    return true
  }

  private static func list(_ folder: URL, calls: SystemCalls) throws(FileError) -> [String] {
    let flags = O_RDONLY | O_DIRECTORY
    // Says why a folder cannot be listed, which Foundation does not on every platform.
    let file = try OpenFile(folder.path, flags: flags, as: .list, calls: calls)
    defer { withExtendedLifetime(file) {} }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw FileError.failed(.list, path: folder.path, code: EIO)
    }
    return names.sorted()
  }
}
