import GaitKernels
import XCTest

final class BlockArenaTests: XCTestCase {
  private typealias Block = (start: UnsafeMutablePointer<Float>, count: Int)

  /// Whether no two blocks share a float.
  private func areApart(_ blocks: [Block]) -> Bool {
    let sorted = blocks.sorted { $0.start < $1.start }
    return zip(sorted, sorted.dropFirst()).allSatisfy { $0.start + $0.count <= $1.start }
  }

  func testBlocksOfAnySizesNeverShareAFloatAndAreAligned() {
    var (arena, random) = (BlockArena(), RandomSource(seed: 1))
    var blocks: [Block] = []
    for round in 0..<20_000 {
      if blocks.count < 200, Bool.random(using: &random) || blocks.isEmpty {
        let most = 1 << Int.random(in: 4...22, using: &random)
        let count = Int.random(in: 1...most, using: &random)
        blocks.append((arena.take(count).block, count))
      } else {
        let block = blocks.remove(at: Int.random(in: blocks.indices, using: &random))
        arena.giveBack(block.start, block.count)
      }
      if round % 100 == 0 { XCTAssert(areApart(blocks), "round \(round)") }
    }
    XCTAssert(blocks.allSatisfy { UInt(bitPattern: $0.start) % 64 == 0 })
    for block in blocks { arena.giveBack(block.start, block.count) }
    // All holes are joined again, so every slab is whole.
    arena.trim()
    XCTAssertEqual(arena.bytes, 0)
  }

  func testReleasedNeighboursAreOneAgain() {
    var arena = BlockArena()
    let parts = (0..<5).map { _ in arena.take(100_000) }
    XCTAssert(parts.allSatisfy(\.isFresh))
    for index in [1, 3, 2] { arena.giveBack(parts[index].block, 100_000) }
    let joined = arena.take(300_000)
    XCTAssertFalse(joined.isFresh)
    XCTAssertEqual(joined.block, parts[1].block)
    let last = arena.take(100_000)
    XCTAssert(last.isFresh)
    for block in [parts[0], parts[4], last] { arena.giveBack(block.block, 100_000) }
    arena.giveBack(joined.block, 300_000)
    arena.trim()
    XCTAssertEqual(arena.bytes, 0)
  }

  func testABlockLargerThanASlabHasOneOfItsOwn() {
    var arena = BlockArena()
    let small = arena.take(1000)
    let held = arena.bytes
    let large = arena.take(held)
    XCTAssertGreaterThan(arena.bytes, held + 4 * held)
    arena.giveBack(large.block, held)
    arena.trim()
    XCTAssertEqual(arena.bytes, held, "the slab of a block in use stays")
    arena.giveBack(small.block, 1000)
    arena.trim()
    XCTAssertEqual(arena.bytes, 0)
  }

  func testEverySlabOfSeveralIsReturned() {
    // Blocks of which no two fit into the first slab.
    var arena = BlockArena()
    let count = 1 << 26
    let blocks = (0..<4).map { _ in arena.take(count).block }
    for block in blocks { arena.giveBack(block, count) }
    arena.trim()
    XCTAssertEqual(arena.bytes, 0)
  }
}
