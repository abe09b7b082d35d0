import Foundation

/// A text file that grows by whole lines, each on the disk before the next; such as history.jsonl.
///
/// A line counts once its line feed is there. What a crash leaves behind the last line feed was
/// never a line: reading passes over it and appending removes it. A run that is resumed cuts the
/// file to the length it had at the checkpoint, so that no step is recorded twice.
public struct LineJournal: Sendable {
  /// The file.
  public let url: URL

  private let calls: SystemCalls

  /// Names a file; nothing is opened or created yet.
  ///
  /// - Parameter url: The file; its folder must exist by the time of the first line.
  public init(at url: URL) {
    self.init(at: url, calls: .live)
  }

  package init(at url: URL, calls: SystemCalls) {
    precondition(url.isFileURL, "LineJournal: \(url) is not the URL of a file")
    self.url = url
    self.calls = calls
  }

  /// Appends a line and waits until it is on the disk.
  ///
  /// - Parameter line: Text without line breaks; the line feed is added.
  /// - Returns: The length of the file in bytes, to be kept with a checkpoint.
  /// - Throws: ``FileError``; the file is then without the line, and the call can be repeated.
  @discardableResult
  public func append(_ line: String) throws(FileError) -> Int {
    try append([line])
  }

  /// Appends lines and waits until they are on the disk.
  ///
  /// - Parameter lines: Texts without line breaks; the line feeds are added.
  /// - Returns: The length of the file in bytes, to be kept with a checkpoint.
  /// - Throws: ``FileError``; the file is then without the lines, and the call can be repeated.
  @discardableResult
  public func append(_ lines: [String]) throws(FileError) -> Int {
    var bytes = Data()
    for line in lines {
      if let place = line.utf8.enumerated().first(where: { $1 == 0x0A || $1 == 0x0D }) {
        throw FileError.lineBreak(path: url.path, offsetInLine: place.offset)
      }
      bytes.append(contentsOf: line.utf8)
      bytes.append(0x0A)
    }
    let file = try open(flags: O_RDWR | O_CREAT | O_APPEND)
    let length = try file.status().byteCount
    let end = try lengthOfWholeLines(file, byteCount: length)
    do {
      if end < length { try file.setLength(end) }
      try file.write(bytes)
      try file.synchronize()
      if end == 0 { try synchronizeFolder() }
      try file.close()
    } catch {
      // Half a line would otherwise be removed by the next append only.
      if let file = try? open(flags: O_RDWR) { try? file.setLength(end) }
      throw error
    }
    return end + bytes.count
  }

  /// Length in bytes up to the last line feed; 0 if there is no file.
  ///
  /// - Returns: The length.
  /// - Throws: ``FileError`` if there is a file that cannot be read.
  public func byteCount() throws(FileError) -> Int {
    do {
      let file = try open(flags: O_RDONLY)
      return try lengthOfWholeLines(file, byteCount: file.status().byteCount)
    } catch .failed(.open, _, ENOENT) {
      return 0
    }
  }

  /// The lines that are whole, without their line feeds; none if there is no file.
  ///
  /// - Returns: The lines; bytes that are not UTF-8 are replaced.
  /// - Throws: ``FileError`` if there is a file that cannot be read.
  public func lines() throws(FileError) -> [String] {
    let data: Data
    do {
      data = try FileContents.data(at: url, calls: calls)
    } catch .failed(.open, _, ENOENT) {
      return []
    }
    let parts = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    return parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Cuts the file to a length it had before and waits until that is on the disk.
  ///
  /// - Parameter byteCount: The length that an earlier `append` returned, or 0 for an empty file.
  /// - Throws: ``FileError``, ``FileError/shorterThanExpected(path:expected:found:)`` among them:
  ///   then lines are missing that the checkpoint knows of.
  public func truncate(toByteCount byteCount: Int) throws(FileError) {
    precondition(byteCount >= 0, "truncate: \(byteCount) is not a length")
    let file: OpenFile
    do {
      file = try open(flags: O_RDWR)
    } catch .failed(.open, let path, ENOENT) {
      guard byteCount == 0 else {
        throw FileError.shorterThanExpected(path: path, expected: byteCount, found: 0)
      }
      return
    }
    let found = try file.status().byteCount
    guard found >= byteCount else {
      throw FileError.shorterThanExpected(path: url.path, expected: byteCount, found: found)
    }
    try file.setLength(byteCount)
    try file.synchronize()
    try file.close()
  }

  private func open(flags: Int32) throws(FileError) -> OpenFile {
    let file = try OpenFile(url.path, flags: flags | O_NONBLOCK, as: .open, calls: calls)
    guard try file.status().isRegularFile else {
      throw FileError.notARegularFile(path: url.path)
    }
    return file
  }

  /// A new file's name has to reach the disk as well.
  private func synchronizeFolder() throws(FileError) {
    let path = url.deletingLastPathComponent().path
    let flags = O_RDONLY | O_DIRECTORY
    let folder = try OpenFile(path, flags: flags, as: .openFolder, for: url.path, calls: calls)
    try folder.synchronizeFolder()
  }

  /// Looks for the last line feed, from the end and block by block.
  private func lengthOfWholeLines(_ file: OpenFile, byteCount: Int) throws(FileError) -> Int {
    var end = byteCount
    while end > 0 {
      let start = max(0, end - 4096)
      let block = try file.read(byteCount: end - start, at: start)
      if let place = block.lastIndex(of: 0x0A) {
        return start + block.distance(from: block.startIndex, to: place) + 1
      }
      end = start
    }
    return 0
  }
}
