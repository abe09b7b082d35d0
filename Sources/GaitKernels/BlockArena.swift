import CKernels

/// Large blocks, cut from a few stretches of memory and joined again with their neighbours when they are released.
///
/// Blocks of a training step live for very different times and have very different sizes: kept whole in lists of equal
/// sizes, a fifth of their bytes lie idle when the most are in use. Here the first free place that is large enough
/// serves, from the bottom, so that what is in use stays together there. Not safe for several threads by itself.
package struct BlockArena {
  /// A free run of bytes.
  private struct Hole {
    var start: UnsafeMutableRawPointer
    var bytes: Int
    var end: UnsafeMutableRawPointer { start + bytes }
  }

  /// A stretch of memory with its free runs, by address.
  private struct Slab {
    let base: UnsafeMutableRawPointer
    let bytes: Int
    var holes: [Hole]
    /// How much of it has ever been handed out: what lies behind has no pages yet.
    var touched = 0

    func holds(_ address: UnsafeMutableRawPointer) -> Bool {
      address >= base && address < base + bytes
    }

    /// Cuts a run from a hole; true where it reaches behind all that was handed out before.
    mutating func cut(_ bytes: Int, from place: Int) -> (
      start: UnsafeMutableRawPointer, isFresh: Bool
    ) {
      let start = holes[place].start
      if holes[place].bytes == bytes {
        holes.remove(at: place)
      } else {
        holes[place].start += bytes
        holes[place].bytes -= bytes
      }
      let end = start + bytes - base
      defer { touched = max(touched, end) }
      return (start, end > touched)
    }

    /// Adds a hole, joined with its neighbours.
    mutating func insert(_ hole: Hole) {
      var (hole, place) = (hole, firstHole(behind: hole.start))
      if place < holes.count, holes[place].start == hole.end {
        hole.bytes += holes.remove(at: place).bytes
      }
      if place > 0, holes[place - 1].end == hole.start {
        place -= 1
        holes[place].bytes += hole.bytes
      } else {
        holes.insert(hole, at: place)
      }
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

  /// The least that is asked of the system at once, of which it gives pages as they are used.
  private static let slabBytes = 1 << 29
  private static let mostSlabBytes = 1 << 30
  /// The system's large pages.
  private static let pageBytes = 1 << 21
  /// Lines of the cache between neighbours, so that blocks of round sizes do not all begin in the same of its sets.
  private static let gap = 5 * 64

  private var slabs: [Slab] = []

  /// The bytes that a block of so many floats takes.
  private static func bytes(_ count: Int) -> Int {
    (count * MemoryLayout<Float>.stride + 63) / 64 * 64 + gap
  }

  /// An arena without memory.
  package init() {}

  /// A block, aligned to 64 bytes, and whether it reaches into memory that was never used before.
  package mutating func take(_ count: Int) -> (block: UnsafeMutablePointer<Float>, isFresh: Bool) {
    let bytes = Self.bytes(count)
    for index in slabs.indices {
      guard let place = slabs[index].holes.firstIndex(where: { $0.bytes >= bytes }) else {
        continue
      }
      let (start, isFresh) = slabs[index].cut(bytes, from: place)
      return (start.assumingMemoryBound(to: Float.self), isFresh)
    }
    addSlab(of: bytes)
    let (start, isFresh) = slabs[slabs.count - 1].cut(bytes, from: 0)
    return (start.assumingMemoryBound(to: Float.self), isFresh)
  }

  /// Takes a block of so many floats back.
  package mutating func giveBack(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    let start = UnsafeMutableRawPointer(block)
    guard let index = slabs.firstIndex(where: { $0.holds(start) }) else {
      preconditionFailure("BlockArena: a block outside of every slab")
    }
    slabs[index].insert(Hole(start: start, bytes: Self.bytes(count)))
  }

  /// The bytes that the arena holds, in use or not.
  package var bytes: Int { slabs.reduce(0) { $0 + $1.bytes } }

  /// Returns the slabs of which nothing is in use, and the pages of the others that are in no block.
  package mutating func trim() {
    slabs.removeAll { slab in
      guard slab.holes.first?.bytes == slab.bytes else { return false }
      gk_allow(slab.base, slab.bytes)
      slab.base.deallocate()
      return true
    }
    for hole in slabs.flatMap(\.holes) { gk_return_pages(hole.start, hole.bytes) }
  }

  /// Adds a slab as large as all before it, up to a bound: the fewer slabs, the fewer places where no block can lie.
  private mutating func addSlab(of bytes: Int) {
    let least = max(bytes, Self.slabBytes, min(self.bytes, Self.mostSlabBytes))
    let whole = (least + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
    let base = UnsafeMutableRawPointer.allocate(byteCount: whole, alignment: Self.pageBytes)
    gk_prefer_large_pages(base, whole)
    gk_forbid(base, whole)
    slabs.append(Slab(base: base, bytes: whole, holes: [Hole(start: base, bytes: whole)]))
  }
}
