import CKernels
import Foundation

/// Keeps released blocks for the next buffers: small ones for those of the same size class, large ones for any that fit.
///
/// A fresh large allocation faults its pages in again; a training step asks for the same sizes as the
/// step before, so after the first step it is served from here alone.
package final class BufferPool: @unchecked Sendable {
  package static let shared = BufferPool()

  private let lock = NSLock()
  private var free: [[UnsafeMutablePointer<Float>]]
  private var large = BlockArena()
  private var fresh = 0
  private var inUse = 0

  private init() {
    free = Array(repeating: [], count: Self.sizeClass(for: Self.largeCount) + 1)
  }

  // Blocks from 64 KiB on are large.
  private static let largeCount = 1 << 14

  /// How many blocks had to be cut from memory that was not used before, since the process began.
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
        for block in free[index] {
          gk_allow(block, Self.bytes(ofClass: index))
          block.deallocate()
        }
        free[index].removeAll()
      }
      large.trim()
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

  private static func bytes(ofClass sizeClass: Int) -> Int {
    capacity(ofClass: sizeClass) * MemoryLayout<Float>.stride
  }

  /// A block of so many floats; what stands behind them in memory is not to be touched.
  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let block = lock.withLock {
      inUse += 1
      return count >= Self.largeCount ? takeLarge(count) : takeSmall(Self.sizeClass(for: count))
    }
    gk_allow(block, count * MemoryLayout<Float>.stride)
    return block
  }

  private func takeLarge(_ count: Int) -> UnsafeMutablePointer<Float> {
    let (block, isFresh) = large.take(count)
    if isFresh { fresh += 1 }
    return block
  }

  private func takeSmall(_ sizeClass: Int) -> UnsafeMutablePointer<Float> {
    if let block = free[sizeClass].popLast() { return block }
    fresh += 1
    let bytes = Self.bytes(ofClass: sizeClass)
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    gk_forbid(block, bytes)
    return block.assumingMemoryBound(to: Float.self)
  }

  /// Takes back a block of so many floats.
  func giveBack(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    gk_forbid(block, count * MemoryLayout<Float>.stride)
    lock.withLock {
      inUse -= 1
      if count >= Self.largeCount {
        large.giveBack(block, count)
      } else {
        free[Self.sizeClass(for: count)].append(block)
      }
    }
  }
}
