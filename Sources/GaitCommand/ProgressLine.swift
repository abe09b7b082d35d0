import Foundation
import GaitKit

/// Shows how far a study is, on a terminal only, and passes its warnings on.
final class ProgressLine: @unchecked Sendable {
  // Unchecked because the lock guards everything.
  private let lock = NSLock()
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
  private var planned = 0
  private var done = 0
  private var isShown = false

  func note(_ event: StudyEvent) {
    lock.withLock {
      switch event {
      case .warning(let text):
        clear()
        write("gait: warning: \(text)\n")
      case .planned(let epochs):
        planned = epochs
      case .finishedEpoch(let job, let loss, let skipped):
        done += max(1, skipped)
        guard isTerminal else { return }
        let share = planned > 0 ? min(1, Double(done) / Double(planned)) : 0
        let bars = Int(share * 24)
        let bar = String(repeating: "=", count: bars) + String(repeating: " ", count: 24 - bars)
        let shownLoss = (loss * 1000).rounded() / 1000
        write("\r[\(bar)] \(done)/\(planned) epochs  \(job)  loss \(shownLoss)\u{1B}[K")
        isShown = true
      }
    }
  }

  func finish() {
    lock.withLock { clear() }
  }

  private func clear() {
    guard isShown else { return }
    write("\r\u{1B}[K")
    isShown = false
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
