import Foundation

/// Makes every write fail that would make a file longer, as a full disk does.
///
/// The limit is the process's own (`RLIMIT_FSIZE`), so that no file system has to be filled.
public enum FileSizeLimit {
  /// Runs a body while no file can grow beyond a number of bytes.
  public static func whileLimited<Value>(
    toByteCount limit: Int, _ body: () throws -> Value
  ) rethrows -> Value {
    let former = signal(SIGXFSZ, SIG_IGN)
    var old = rlimit()
    getrlimit(resource, &old)
    var new = old
    new.rlim_cur = rlim_t(limit)
    setrlimit(resource, &new)
    defer {
      setrlimit(resource, &old)
      signal(SIGXFSZ, former)
    }
    return try body()
  }

  #if canImport(Darwin)
    private static let resource = RLIMIT_FSIZE
  #else
    private static let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  #endif
}
