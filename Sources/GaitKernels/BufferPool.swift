import CKernels
import Foundation

/// Keeps released blocks for the next buffer of the same size class.
///
/// A fresh large allocation faults its pages in again; a training step asks for the same sizes as the
/// step before, so after the first step it is served from here alone.
package final class BufferPool: @unchecked Sendable {
  package static let shared = BufferPool()

  private let lock = NSLock()
  private var free: [[UnsafeMutablePointer<Float>]]
  private var fresh = 0
  private var inUse = 0

  private init() {
    free = Array(repeating: [], count: Self.sizeClass(for: 1 << 40) + 1)
  }

  /// How many blocks had to be asked of the system since the process began.
  package var freshAllocations: Int {
    lock.withLock { fresh }
  }

  /// How many blocks are held by buffers at this moment.
  package var blocksInUse: Int {
    lock.withLock { inUse }
  }

  /// Returns every unused block to the system.
  package func trim() {
    lock.withLock {
      for index in free.indices {
        free[index].forEach { $0.deallocate() }
        free[index].removeAll()
      }
    }
    gk_return_memory()
  }

  /// Four classes to a doubling: at most a quarter of a block is unused.
  package static func sizeClass(for count: Int) -> Int {
    let units = max(1, (count + 15) / 16)
    guard units > 4 else { return units - 1 }
    let top = Int.bitWidth - 1 - (units - 1).leadingZeroBitCount
    let quarter = ((units - 1) >> (top - 2)) & 3
    return 4 * (top - 1) + quarter
  }

  /// The floats in a block of a class.
  package static func capacity(ofClass sizeClass: Int) -> Int {
    guard sizeClass >= 4 else { return 16 * (sizeClass + 1) }
    let top = sizeClass / 4 + 1
    return 16 * ((5 + sizeClass % 4) << (top - 2))
  }

  /// A block of a class and the class that it is of: a large one may come from the classes above, up to
  /// twice as large, so that the gradients of one step serve the forward pass of the next.
  func take(_ sizeClass: Int) -> (block: UnsafeMutablePointer<Float>, sizeClass: Int) {
    let last = sizeClass < Self.firstSharedClass ? sizeClass : sizeClass + 4
    let kept: (UnsafeMutablePointer<Float>, Int)? = lock.withLock {
      inUse += 1
      for candidate in sizeClass...min(last, free.count - 1) {
        if let block = free[candidate].popLast() { return (block, candidate) }
      }
      fresh += 1
      return nil
    }
    if let kept { return kept }
    let bytes = Self.capacity(ofClass: sizeClass) * MemoryLayout<Float>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .assumingMemoryBound(to: Float.self)
    return (block, sizeClass)
  }

  // Blocks from 64 KiB on.
  private static let firstSharedClass = sizeClass(for: 1 << 14)

  func giveBack(_ block: UnsafeMutablePointer<Float>, _ sizeClass: Int) {
    lock.withLock {
      inUse -= 1
      free[sizeClass].append(block)
    }
  }
}
