import CKernels
import Dispatch
import Foundation

/// Runs independent pieces of work side by side.
///
/// A caller cuts its work by sizes alone, never by the number of threads, and each piece writes a
/// place of its own. Results are therefore equal bit for bit whatever `threads` is.
public enum Parallel {
  /// The number of threads that a region may use; at first the number of active cores.
  public static var threads: Int {
    get {
      let count = Int(gk_thread_count())
      return count > 0 ? count : ProcessInfo.processInfo.activeProcessorCount
    }
    set { gk_set_thread_count(Int32(clamping: max(1, newValue))) }
  }

  /// Whether a region that began here would have a second thread.
  static var isShared: Bool { threads > 1 && gk_is_inside_region() == 0 }

  /// Calls the body once for each piece, in any order; returns when all are done.
  ///
  /// A region inside a region runs on its own thread alone, so folds in parallel do not fight with
  /// the kernels inside them.
  package static func forEach(_ pieces: Int, _ body: (Int) -> Void) {
    guard pieces > 1, gk_is_inside_region() == 0, case let workers = min(threads, pieces),
      workers > 1
    else {
      for piece in 0..<pieces { body(piece) }
      return
    }
    withoutActuallyEscaping(body) { body in
      let shared = SharedBody(pieces: pieces, workers: workers, call: body)
      let isDone = withUnsafePointer(to: shared) { shared in
        gk_run_workers(
          Int32(clamping: workers),
          { shared, worker in
            shared?.assumingMemoryBound(to: SharedBody.self).pointee.run(worker: Int(worker))
          }, UnsafeMutableRawPointer(mutating: shared))
      }
      // Where another task has the workers, the system finds threads.
      guard isDone == 0 else { return }
      DispatchQueue.concurrentPerform(iterations: workers) { shared.run(worker: $0) }
    }
  }

  /// The results of long independent jobs, in the order of their numbers.
  ///
  /// Jobs are handed out as threads come free; each runs on one thread alone. The first error, by the
  /// number of its job, is thrown when all are done.
  package static func map<Value: Sendable>(
    _ jobs: Int, _ body: (Int) throws -> Value
  ) throws -> [Value] {
    let state = JobState<Value>(count: jobs)
    forEach(min(threads, jobs)) { _ in
      let before = gk_set_inside_region(1)
      while let job = state.next() {
        state.finish(job, Result { try body(job) })
      }
      _ = gk_set_inside_region(before)
    }
    return try state.results().map { try $0.get() }
  }

  /// The results of pieces of work that cannot fail, in the order of their numbers.
  package static func results<Value: Sendable>(_ pieces: Int, _ body: (Int) -> Value) -> [Value] {
    let state = JobState<Value>(count: pieces)
    forEach(pieces) { state.finish($0, .success(body($0))) }
    return state.results().compactMap { try? $0.get() }
  }

  /// Cuts `count` into ranges of `size`, the last one shorter, and calls the body for each.
  package static func forEachRange(of count: Int, size: Int, _ body: (Range<Int>) -> Void) {
    let pieces = (count + size - 1) / size
    forEach(pieces) { piece in
      body(piece * size..<min(count, (piece + 1) * size))
    }
  }
}

extension Parallel {
  /// Calls the body for both parts, 0 and 1, of each round; a round begins when both parts of the one
  /// before are done.
  ///
  /// For rounds of a few microseconds, such as the steps of a recurrence: two threads stay with them
  /// and meet in a tenth of a microsecond, where a region of its own would cost three.
  package static func forEachRound(_ rounds: Int, _ body: (_ round: Int, _ part: Int) -> Void) {
    var isDone = false
    if isShared {
      withoutActuallyEscaping(body) { body in
        isDone = withUnsafePointer(to: SharedRounds(call: body)) { shared in
          gk_run_rounds(
            Int32(clamping: rounds),
            { shared, round, part in
              shared?.assumingMemoryBound(to: SharedRounds.self).pointee
                .call(Int(round), Int(part))
            }, UnsafeMutableRawPointer(mutating: shared)) == 1
        }
      }
    }
    guard !isDone else { return }
    for round in 0..<rounds {
      body(round, 0)
      body(round, 1)
    }
  }
}

/// As a shared body, for rounds.
private struct SharedRounds: @unchecked Sendable {
  let call: (Int, Int) -> Void
}

/// Lets the threads of one region share a body that its caller promises to write disjoint places.
private struct SharedBody: @unchecked Sendable {
  let pieces, workers: Int
  let call: (Int) -> Void

  func run(worker: Int) {
    let before = gk_set_inside_region(1)
    // Contiguous runs keep a core on neighbouring memory.
    for piece in pieces * worker / workers..<pieces * (worker + 1) / workers { call(piece) }
    _ = gk_set_inside_region(before)
  }
}

/// Which jobs are handed out and what they gave.
private final class JobState<Value: Sendable>: @unchecked Sendable {
  // Unchecked because the lock guards everything.
  private let lock = NSLock()
  private var issued = 0
  private var finished: [Result<Value, any Error>?]

  init(count: Int) {
    finished = Array(repeating: nil, count: count)
  }

  func next() -> Int? {
    lock.withLock {
      guard issued < finished.count else { return nil }
      issued += 1
      return issued - 1
    }
  }

  func finish(_ job: Int, _ result: Result<Value, any Error>) {
    lock.withLock { finished[job] = result }
  }

  func results() -> [Result<Value, any Error>] {
    lock.withLock { finished.compactMap(\.self) }
  }
}
