import Dispatch
import Foundation

/// The number of processors that parallel loops use unless told otherwise.
public var availableThreads: Int { ProcessInfo.processInfo.activeProcessorCount }

/// The results of `body` for `0..<count`, computed on up to `threads` threads, in index order.
///
/// Each item is computed whole by one thread and stored at its own place, so the result does not
/// depend on the number of threads. When several items fail, the error of the first one in index
/// order is thrown, for the same reason.
package func parallelMap<Value: Sendable>(
  count: Int, threads: Int, _ body: @Sendable (Int) throws -> Value
) throws -> [Value] {
  precondition(threads > 0, "parallelMap: \(threads) threads")
  if threads == 1 || count < 2 { return try (0..<count).map(body) }
  let slots = ParallelSlots<Value>(count: count)
  DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
    while let index = slots.nextIndex() {
      slots.store(Result { try body(index) }, at: index)
    }
  }
  return try slots.results()
}

/// Hands out indices and keeps results, behind one lock: `Sendable` because nothing is reached
/// without it.
private final class ParallelSlots<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var next = 0
  private var stored: [Result<Value, any Error>?]

  init(count: Int) { stored = Array(repeating: nil, count: count) }

  func nextIndex() -> Int? {
    lock.withLock {
      guard next < stored.count else { return nil }
      next += 1
      return next - 1
    }
  }

  func store(_ result: Result<Value, any Error>, at index: Int) {
    lock.withLock { stored[index] = result }
  }

  func results() throws -> [Value] {
    try lock.withLock { try stored.compactMap { try $0?.get() } }
  }
}
