import Foundation
import GaitKernels
import GaitTestSupport
import XCTest

final class BufferPoolTests: XCTestCase {
  private func checkClass(of count: Int) {
    let sizeClass = BufferPool.sizeClass(for: count)
    let capacity = BufferPool.capacity(ofClass: sizeClass)
    if capacity < count { XCTFail("\(count) floats in a block of \(capacity)") }
    if sizeClass > 0, BufferPool.capacity(ofClass: sizeClass - 1) >= count {
      XCTFail("\(count) floats would fit a smaller class than \(sizeClass)")
    }
    if count > 64, capacity > count + count / 4 + 32 {
      XCTFail("\(count) floats waste a block of \(capacity)")
    }
  }

  func testEveryCountFitsTheSmallestClassThatHoldsIt() {
    for count in 0...1_000_000 { checkClass(of: count) }
    var random = RandomSource(seed: 1)
    for _ in 0..<100_000 {
      checkClass(of: Int.random(in: 1_000_000...(1 << 40), using: &random))
    }
    checkClass(of: 1 << 40)
  }

  func testAReleasedBlockServesTheNextBufferOfItsClass() {
    var first: Buffer? = Buffer(uninitialized: 54_321)
    XCTAssertEqual(first?.count, 54_321)
    first = nil
    let before = BufferPool.shared.freshAllocations
    for _ in 0..<100 { _ = Buffer(uninitialized: 54_300) }
    XCTAssertEqual(BufferPool.shared.freshAllocations, before)
  }

  func testTheMemoryOfSmallerBuffersServesALargerOne() {
    BufferPool.shared.trim()
    var parts: [Buffer] = (0..<4).map { _ in Buffer(uninitialized: 50_000) }
    XCTAssertEqual(parts.map(\.count), [50_000, 50_000, 50_000, 50_000])
    parts.removeAll()
    let before = BufferPool.shared.freshAllocations
    for count in [200_000, 40_000, 16_384, 150_000] {
      let buffer = Buffer(repeating: 1, count: count)
      XCTAssertEqual(buffer.count, count)
    }
    XCTAssertEqual(BufferPool.shared.freshAllocations, before)
  }

  func testBlocksInUseAreThoseOfLivingBuffers() {
    let before = BufferPool.shared.blocksInUse
    var held = (1...10).map { Buffer(repeating: 0, count: $0 * 100) }
    withExtendedLifetime(held) {
      XCTAssertEqual(BufferPool.shared.blocksInUse, before + 10)
    }
    held.removeAll()
    XCTAssertEqual(BufferPool.shared.blocksInUse, before)
  }

  func testTrimmingLeavesLivingBuffersAlone() {
    let held = Buffer(repeating: 3, count: 1000)
    _ = Buffer(uninitialized: 1000)
    BufferPool.shared.trim()
    let before = BufferPool.shared.freshAllocations
    _ = Buffer(uninitialized: 1000)
    XCTAssertEqual(BufferPool.shared.freshAllocations, before + 1)
    XCTAssert(held.array.allSatisfy { $0 == 3 })
  }

  func testTrimmingReturnsThePagesBetweenLivingLargeBuffers() throws {
    // Three neighbours, of which the middle one goes.
    let first = Buffer(repeating: 1, count: 100_000)
    var middle: Buffer? = Buffer(repeating: 2, count: 64 << 18)
    let last = Buffer(repeating: 3, count: 100_000)
    XCTAssertEqual(middle?.count, 64 << 18)
    guard let held = residentPages() else {
      throw XCTSkip("The system does not say how much memory the process holds.")
    }
    middle = nil
    BufferPool.shared.trim()
    let pages = try XCTUnwrap(residentPages())
    // 64 MiB are 16,384 pages; others may have come or gone meanwhile.
    XCTAssertLessThan(pages, held - 12_000)
    XCTAssert(first.array.allSatisfy { $0 == 1 } && last.array.allSatisfy { $0 == 3 })
  }

  func testManyThreadsNeverShareABlock() {
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      for round in 0..<500 {
        let value = Float(worker * 1000 + round)
        let buffers = (0..<4).map { Buffer(repeating: value, count: 100 + $0 * 64) }
        XCTAssert(buffers.allSatisfy { $0.array.allSatisfy { $0 == value } })
      }
    }
  }
}
