import Foundation

/// Lets a process run out of memory early, so that a large allocation ends it.
///
/// The limit is the process's own address space (`RLIMIT_AS`); where the system does not say how
/// much is in use, nothing is limited.
public enum MemoryLimit {
  /// Runs a body while the process may grow by no more than a number of bytes.
  public static func whileLimited<Value>(
    toFurtherByteCount allowance: Int = 64 << 20, _ body: () throws -> Value
  ) rethrows -> Value {
    guard let used = addressSpace() else { return try body() }
    var old = rlimit()
    getrlimit(resource, &old)
    var new = old
    new.rlim_cur = rlim_t(used + allowance)
    setrlimit(resource, &new)
    defer { setrlimit(resource, &old) }
    return try body()
  }

  /// The bytes of address space in use.
  private static func addressSpace() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    return text.split(separator: " ").first.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
  }

  #if canImport(Darwin)
    private static let resource = RLIMIT_AS
  #else
    private static let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
  #endif
}
