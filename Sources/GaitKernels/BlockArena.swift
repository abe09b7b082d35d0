import CKernels

/// Large blocks, cut from a few stretches of memory and joined again with their neighbours when they are released.
///
/// Blocks of a training step live for very different times and have very different sizes: kept whole in lists of equal
/// sizes, a fifth of their bytes lie idle when the most are in use. Here the first free place that is large enough
/// serves, by address, so that what is in use stays together at the bottom. Not safe for several threads by itself.
package struct BlockArena {
  /// A stretch of memory, and how much of it has ever been handed out: what lies behind has no pages yet.
  private struct Slab {
    let base: UnsafeMutableRawPointer
    let bytes: Int
    var touched = 0
  }

  /// A free run of bytes of one slab.
  private struct Hole {
    var start: UnsafeMutableRawPointer
    var bytes: Int
    var end: UnsafeMutableRawPointer { start + bytes }
  }

  /// The least that is asked of the system at once, of which it gives pages as they are used.
  private static let slabBytes = 1 << 29
  private static let mostSlabBytes = 1 << 30
  /// The system's large pages.
  private static let pageBytes = 1 << 21
  /// Lines of the cache between neighbours, so that blocks of round sizes do not all begin in the same of its sets.
  private static let gap = 5 * 64

  private var slabs: [Slab] = []
  // In the order of their addresses.
  private var holes: [Hole] = []

  /// The bytes that a block of so many floats takes.
  private static func bytes(_ count: Int) -> Int {
    (count * MemoryLayout<Float>.stride + 63) / 64 * 64 + gap
  }

  /// An arena without memory.
  package init() {}

  /// A block, aligned to 64 bytes, and whether it reaches into memory that was never used before.
  package mutating func take(_ count: Int) -> (block: UnsafeMutablePointer<Float>, isFresh: Bool) {
    let bytes = Self.bytes(count)
    let place = holes.firstIndex { $0.bytes >= bytes } ?? addSlab(of: bytes)
    let start = holes[place].start
    if holes[place].bytes == bytes {
      holes.remove(at: place)
    } else {
      holes[place].start += bytes
      holes[place].bytes -= bytes
    }
    return (start.assumingMemoryBound(to: Float.self), touch(start, bytes))
  }

  /// Takes a block of so many floats back.
  package mutating func giveBack(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    insert(Hole(start: UnsafeMutableRawPointer(block), bytes: Self.bytes(count)))
  }

  /// The bytes that the arena holds, in use or not.
  package var bytes: Int { slabs.reduce(0) { $0 + $1.bytes } }

  /// Returns the slabs of which nothing is in use, and the pages of the others that are in no block.
  package mutating func trim() {
    slabs.removeAll { slab in
      guard
        let place = holes.firstIndex(where: { $0.start == slab.base && $0.bytes == slab.bytes })
      else { return false }
      holes.remove(at: place)
      gk_allow(slab.base, slab.bytes)
      slab.base.deallocate()
      return true
    }
    for hole in holes { gk_return_pages(hole.start, hole.bytes) }
  }

  /// Adds a slab as large as all before it, up to a bound: the fewer slabs, the fewer places where no block can lie.
  private mutating func addSlab(of bytes: Int) -> Int {
    let least = max(bytes, Self.slabBytes, min(self.bytes, Self.mostSlabBytes))
    let whole = (least + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
    let slab = Slab(base: .allocate(byteCount: whole, alignment: Self.pageBytes), bytes: whole)
    gk_prefer_large_pages(slab.base, whole)
    gk_forbid(slab.base, whole)
    slabs.append(slab)
    return insert(Hole(start: slab.base, bytes: slab.bytes))
  }

  /// Marks a run as handed out; true where it is so for the first time.
  private mutating func touch(_ start: UnsafeMutableRawPointer, _ bytes: Int) -> Bool {
    guard
      let place = slabs.firstIndex(where: { start >= $0.base && start < $0.base + $0.bytes })
    else { preconditionFailure("BlockArena: a block outside of every slab") }
    let end = start + bytes - slabs[place].base
    guard end > slabs[place].touched else { return false }
    slabs[place].touched = end
    return true
  }

  /// Adds a hole, joined with its neighbours in the same slab, and returns its place.
  @discardableResult
  private mutating func insert(_ hole: Hole) -> Int {
    var (hole, place) = (hole, firstHole(behind: hole.start))
    // Two slabs may stand side by side.
    if place < holes.count, holes[place].start == hole.end, !begins(aSlabAt: hole.end) {
      hole.bytes += holes.remove(at: place).bytes
    }
    if place > 0, holes[place - 1].end == hole.start, !begins(aSlabAt: hole.start) {
      place -= 1
      holes[place].bytes += hole.bytes
    } else {
      holes.insert(hole, at: place)
    }
    return place
  }

  private func begins(aSlabAt address: UnsafeMutableRawPointer) -> Bool {
    slabs.contains { $0.base == address }
  }

  private func firstHole(behind address: UnsafeMutableRawPointer) -> Int {
    var (low, high) = (0, holes.count)
    while low < high {
      let middle = (low + high) / 2
      if holes[middle].start < address { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
