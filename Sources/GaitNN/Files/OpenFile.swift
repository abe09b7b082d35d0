import Foundation

/// An open descriptor that closes itself, repeats interrupted calls and finishes short writes.
final class OpenFile {
  private let calls: SystemCalls
  private let path: String
  private var descriptor: Int32?

  /// Opens a location; errors name `path`, if it is given, instead.
  init(
    _ location: String, flags: Int32, permissions: UInt32 = 0o644,
    as operation: FileError.Operation, for path: String? = nil, calls: SystemCalls
  ) throws(FileError) {
    self.calls = calls
    self.path = path ?? location
    descriptor = try Self.perform(operation, self.path) { () throws(ErrorNumber) in
      try calls.openFile(location, flags, permissions)
    }
  }

  deinit {
    if let descriptor { try? calls.closeFile(descriptor) }
  }

  /// Size and kind.
  func status() throws(FileError) -> SystemCalls.Status {
    try perform(.inspect) { (descriptor) throws(ErrorNumber) in try calls.status(descriptor) }
  }

  /// Reads bytes from an offset on; fewer if the file ends before.
  func read(byteCount: Int, at offset: Int) throws(FileError) -> Data {
    // Fresh zero pages cost nothing until they are touched.
    var data = Data(count: byteCount)
    let count = data.withUnsafeMutableBytes { bytes in
      Result { () throws(FileError) in try read(into: bytes, at: offset) }
    }
    return data.prefix(try count.get())
  }

  private func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileError) -> Int {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
      let count = try perform(.read) { (descriptor) throws(ErrorNumber) in
        try calls.readBytes(descriptor, rest, offset + done)
      }
      guard count > 0 else { break }
      done += count
    }
    return done
  }

  /// Maps the first bytes into memory; they stay mapped after the file is closed.
  func mapped(byteCount: Int) throws(FileError) -> Data {
    let start = try perform(.map) { (descriptor) throws(ErrorNumber) in
      let start = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
      guard let start, start != MAP_FAILED else { throw ErrorNumber(code: errno) }
      return start
    }
    return Data(
      bytesNoCopy: start, count: byteCount,
      deallocator: .custom { start, count in munmap(start, count) })
  }

  /// Writes all bytes, however many calls it takes.
  func write(_ data: Data) throws(FileError) {
    var rest = data
    while !rest.isEmpty {
      let count = try perform(.write) { (descriptor) throws(ErrorNumber) in
        let result = rest.withUnsafeBytes { bytes in
          Result { () throws(ErrorNumber) in try calls.writeBytes(descriptor, bytes) }
        }
        return try result.get()
      }
      // A write of nothing that is not an error would repeat for ever.
      guard count > 0 else { throw FileError.failed(.write, path: path, code: EIO) }
      rest = rest.dropFirst(count)
    }
  }

  /// Cuts the file to a length.
  func setLength(_ byteCount: Int) throws(FileError) {
    try perform(.truncate) { (descriptor) throws(ErrorNumber) in
      try calls.setLength(descriptor, byteCount)
    }
  }

  /// Sets the permission bits.
  func setPermissions(_ permissions: UInt32) throws(FileError) {
    try perform(.setPermissions) { (descriptor) throws(ErrorNumber) in
      try calls.setPermissions(descriptor, permissions)
    }
  }

  /// Takes the exclusive lock if nobody has it; returns why it could not, if it could not.
  func lock() -> ErrorNumber? {
    guard let descriptor else { return ErrorNumber(code: EBADF) }
    do {
      try calls.lockFile(descriptor)
      return nil
    } catch {
      return error
    }
  }

  /// Waits until the bytes are on the disk.
  func synchronize() throws(FileError) {
    try perform(.synchronize) { (descriptor) throws(ErrorNumber) in
      try calls.synchronize(descriptor)
    }
  }

  /// Waits until the names in a folder are on the disk.
  ///
  /// Some network file systems cannot do that for a folder and say so with EINVAL; that is
  /// all that can be had from them.
  func synchronizeFolder() throws(FileError) {
    do {
      try perform(.synchronizeFolder) { (descriptor) throws(ErrorNumber) in
        try calls.synchronizeFolder(descriptor)
      }
    } catch .failed(_, _, EINVAL) {
      return
    }
  }

  /// Closes, reporting what the file system has to say about it.
  func close() throws(FileError) {
    guard let descriptor else { return }
    // Closed even when interrupted: a second close could hit another thread's descriptor.
    self.descriptor = nil
    do {
      try calls.closeFile(descriptor)
    } catch {
      guard error.code == EINTR else {
        throw FileError.failed(.close, path: path, code: error.code)
      }
    }
  }

  private func perform<Value>(
    _ operation: FileError.Operation, _ body: (Int32) throws(ErrorNumber) -> Value
  ) throws(FileError) -> Value {
    guard let descriptor else { throw FileError.failed(operation, path: path, code: EBADF) }
    return try Self.perform(operation, path) { () throws(ErrorNumber) in try body(descriptor) }
  }

  /// Repeats a call while signals interrupt it, and names path and operation if it fails.
  static func perform<Value>(
    _ operation: FileError.Operation, _ path: String, _ body: () throws(ErrorNumber) -> Value
  ) throws(FileError) -> Value {
    while true {
      do {
        return try body()
      } catch {
        guard error.code == EINTR else {
          throw FileError.failed(operation, path: path, code: error.code)
        }
      }
    }
  }
}
