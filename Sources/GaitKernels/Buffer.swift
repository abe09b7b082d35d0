import Foundation

/// A block of floats, aligned to 64 bytes and taken from a pool.
///
/// A buffer is filled once by the kernel that makes it and only read after it has been published in
/// a tensor; that discipline, kept by `GaitTensor`, is what makes it `Sendable`.
package final class Buffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  package let count: Int
  private var packed: PackedLines?
  private var gates: PackedGates?
  private var runs: [Range<Int>: Buffer] = [:]
  private static let packing = NSLock()

  /// A block whose contents are undefined.
  package init(uninitialized count: Int) {
    precondition(count >= 0, "Buffer: negative count \(count)")
    self.count = count
    base = BufferPool.shared.take(count)
  }

  /// A block of one repeated value.
  package convenience init(repeating value: Float, count: Int) {
    self.init(uninitialized: count)
    base.update(repeating: value, count: count)
  }

  /// A copy of an array.
  package convenience init(_ values: [Float]) {
    self.init(uninitialized: values.count)
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.update(from: start, count: source.count) }
    }
  }

  /// A copy of little-endian floats in a file's bytes.
  package convenience init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count % 4 == 0, "Buffer: \(bytes.count) bytes are no whole floats")
    self.init(uninitialized: bytes.count / 4)
    UnsafeMutableRawBufferPointer(start: base, count: bytes.count).copyMemory(from: bytes)
  }

  deinit {
    BufferPool.shared.giveBack(base, count)
  }

  /// These weights laid out for products, made at the first call and kept as long as the buffer.
  ///
  /// For weights that many calls read and nothing changes, as at inference.
  func keptPacking(_ make: () -> PackedLines) -> PackedLines {
    let kept = Self.packing.withLock { packed }
    if let kept { return kept }
    let made = make()
    Self.packing.withLock { packed = made }
    return made
  }

  /// The same for the weights of an LSTM's state, packed with those of a given input.
  func keptGates(_ input: Buffer?, _ make: () -> PackedGates) -> PackedGates {
    let kept = Self.packing.withLock { gates }
    if let kept, kept.input === input { return kept }
    let made = make()
    Self.packing.withLock { gates = made }
    return made
  }

  /// A copy of a run of these weights, made at the first call and kept in the same way.
  package func keptRun(_ range: Range<Int>) -> Buffer {
    let kept = Self.packing.withLock { runs[range] }
    if let kept { return kept }
    let made = copy(from: range.lowerBound, count: range.count)
    Self.packing.withLock { runs[range] = made }
    return made
  }

  /// Lets go of the layouts and copies, before the values change.
  package func forgetPacking() {
    Self.packing.withLock { (packed, gates, runs) = (nil, nil, [:]) }
  }

  /// The values as an array.
  package var array: [Float] {
    Array(UnsafeBufferPointer(start: base, count: count))
  }

  /// One value.
  package subscript(index: Int) -> Float {
    precondition(index >= 0 && index < count, "Buffer: index \(index) outside 0..<\(count)")
    return base[index]
  }

  /// A copy of a run of values.
  package func copy(from start: Int = 0, count: Int) -> Buffer {
    precondition(start >= 0 && start + count <= self.count, "Buffer: copy outside the block")
    let result = Buffer(uninitialized: count)
    result.base.update(from: base + start, count: count)
    return result
  }

  /// Calls the body with the values, for writing to a file without a copy.
  package func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: count * 4))
  }

  /// Fills a new block through its pointer; for code that makes values one by one.
  package static func filled(count: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void)
    -> Buffer
  {
    let buffer = Buffer(uninitialized: count)
    body(UnsafeMutableBufferPointer(start: buffer.base, count: count))
    return buffer
  }
}
