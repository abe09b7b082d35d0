import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The number by which the operating system says why it refused.
package struct ErrorNumber: Error, Equatable {
  package let code: Int32

  package init(code: Int32) {
    self.code = code
  }

  /// Passes a result on, or throws `errno` if it is negative.
  static func check<Result: SignedInteger>(_ result: Result) throws(ErrorNumber) -> Result {
    guard result >= 0 else { throw ErrorNumber(code: errno) }
    return result
  }
}

/// The calls to the operating system that files are written with.
///
/// A struct of closures so that a test can let the n-th call fail; everything else uses `live`.
/// Interrupted calls are repeated by the caller, not in here, so that a test can interrupt.
package struct SystemCalls: Sendable {
  /// Size, kind and permissions of an open file.
  package struct Status: Sendable, Equatable {
    package let byteCount: Int
    package let isRegularFile: Bool
    package let permissions: UInt32
    package let modifiedS: Double
  }

  package var openFile: @Sendable (String, Int32, UInt32) throws(ErrorNumber) -> Int32
  package var status: @Sendable (Int32) throws(ErrorNumber) -> Status
  package var readBytes:
    @Sendable (Int32, UnsafeMutableRawBufferPointer, Int) throws(ErrorNumber) -> Int
  package var writeBytes: @Sendable (Int32, UnsafeRawBufferPointer) throws(ErrorNumber) -> Int
  package var setPermissions: @Sendable (Int32, UInt32) throws(ErrorNumber) -> Void
  package var setLength: @Sendable (Int32, Int) throws(ErrorNumber) -> Void
  package var lockFile: @Sendable (Int32) throws(ErrorNumber) -> Void
  package var synchronize: @Sendable (Int32) throws(ErrorNumber) -> Void
  package var synchronizeFolder: @Sendable (Int32) throws(ErrorNumber) -> Void
  package var closeFile: @Sendable (Int32) throws(ErrorNumber) -> Void
  package var renameFile: @Sendable (String, String) throws(ErrorNumber) -> Void
  package var removeFile: @Sendable (String) throws(ErrorNumber) -> Void

  /// The operating system itself.
  package static let live = SystemCalls(
    openFile: { (path, flags, permissions) throws(ErrorNumber) in
      try ErrorNumber.check(open(path, flags | O_CLOEXEC, mode_t(permissions)))
    },
    status: { (descriptor) throws(ErrorNumber) in
      var status = stat()
      _ = try ErrorNumber.check(fstat(descriptor, &status))
      return Status(status)
    },
    readBytes: { (descriptor, bytes, offset) throws(ErrorNumber) in
      try ErrorNumber.check(pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset)))
    },
    writeBytes: { (descriptor, bytes) throws(ErrorNumber) in
      try ErrorNumber.check(write(descriptor, bytes.baseAddress, bytes.count))
    },
    setPermissions: { (descriptor, permissions) throws(ErrorNumber) in
      _ = try ErrorNumber.check(fchmod(descriptor, mode_t(permissions)))
    },
    setLength: { (descriptor, length) throws(ErrorNumber) in
      _ = try ErrorNumber.check(ftruncate(descriptor, off_t(length)))
    },
    lockFile: { (descriptor) throws(ErrorNumber) in
      _ = try ErrorNumber.check(flock(descriptor, LOCK_EX | LOCK_NB))
    },
    synchronize: { (descriptor) throws(ErrorNumber) in
      #if canImport(Darwin)
        // Plain fsync on Apple systems stops at the cache of the drive.
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
      #endif
      _ = try ErrorNumber.check(fsync(descriptor))
    },
    synchronizeFolder: { (descriptor) throws(ErrorNumber) in
      _ = try ErrorNumber.check(fsync(descriptor))
    },
    closeFile: { (descriptor) throws(ErrorNumber) in
      _ = try ErrorNumber.check(close(descriptor))
    },
    renameFile: { (old, new) throws(ErrorNumber) in
      _ = try ErrorNumber.check(rename(old, new))
    },
    removeFile: { (path) throws(ErrorNumber) in
      _ = try ErrorNumber.check(unlink(path))
    })
}

extension SystemCalls.Status {
  fileprivate init(_ status: stat) {
    byteCount = Int(status.st_size)
    isRegularFile = status.st_mode & S_IFMT == S_IFREG
    permissions = UInt32(status.st_mode & 0o7777)
    #if canImport(Darwin)
      modifiedS = Double(status.st_mtimespec.tv_sec)
    #else
      modifiedS = Double(status.st_mtim.tv_sec)
    #endif
  }
}
