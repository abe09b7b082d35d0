import Foundation
import GaitKernels
import GaitTestSupport
import XCTest

final class ParallelTests: XCTestCase {
  private var threadsBefore = 0

  override func setUp() { threadsBefore = Parallel.threads }
  override func tearDown() { Parallel.threads = threadsBefore }

  func testEveryPieceRunsOnce() {
    for threads in 1...4 {
      Parallel.threads = threads
      for pieces in [0, 1, 2, 3, 7, 100] {
        let counts = Buffer.filled(count: pieces) { counts in
          counts.update(repeating: 0)
          nonisolated(unsafe) let counts = counts
          Parallel.forEach(pieces) { counts[$0] += 1 }
        }
        XCTAssertEqual(counts.array, [Float](repeating: 1, count: pieces), "\(threads) threads")
      }
    }
  }

  func testARoundBeginsWhenBothPartsOfTheOneBeforeAreDone() {
    for threads in 1...3 {
      Parallel.threads = threads
      for rounds in [0, 1, 2, 5, 3000] {
        // Each part adds what the other one left, as the halves of a recurrence do.
        let states = Buffer.filled(count: 4) { states in
          states.update(repeating: 1)
          nonisolated(unsafe) let states = states
          Parallel.forEachRound(rounds) { round, part in
            let (now, next) = (round % 2 * 2, (round + 1) % 2 * 2)
            let sum = states[now] + states[now + 1] + Float(part)
            states[next + part] = sum > 1e6 ? sum - 1e6 : sum
          }
        }
        var plain: [Float] = [1, 1, 1, 1]
        for round in 0..<rounds {
          let (now, next) = (round % 2 * 2, (round + 1) % 2 * 2)
          for part in 0..<2 {
            let sum = plain[now] + plain[now + 1] + Float(part)
            plain[next + part] = sum > 1e6 ? sum - 1e6 : sum
          }
        }
        XCTAssertEqual(states.array, plain, "\(threads) threads, \(rounds) rounds")
      }
    }
  }

  func testHalvesOfTheUnitsGiveTheBitsOfAWholeSweep() {
    Parallel.threads = 2
    for (batch, hidden, keepsTrace) in [(1, 128, false), (3, 70, true), (9, 65, false)] {
      let (time, inputs) = (31, 5)
      let sweep = LSTMSweep(
        batch: batch, time: time, inputs: inputs, hidden: hidden, isReversed: false,
        lengths: (0..<batch).map { Int32(time - 4 * $0 % 11) })
      let weights = LSTMSweep.Weights(
        inputHidden: ParallelKernels.normal(4 * hidden * inputs, 1),
        hiddenHidden: Kernels.affine(
          ParallelKernels.normal(4 * hidden * hidden, 2), scale: 0.1, shift: 0),
        inputBias: ParallelKernels.normal(4 * hidden, 3),
        hiddenBias: ParallelKernels.normal(4 * hidden, 4))
      let x = ParallelKernels.normal(batch * time * inputs, 5)
      let outputs = (0..<3).map { _ in Buffer(uninitialized: batch * time * hidden) }
      let passes = outputs.map {
        LSTMSweep.Forward(
          sweep, x, weights, output: $0, outputWidth: hidden, column: 0, keepsTrace: keepsTrace)
      }
      LSTMSweep.Forward.run([passes[0]])
      // Two sweeps side by side have a core each.
      LSTMSweep.Forward.run([passes[1], passes[2]])
      assertSameBits(outputs[0].array, outputs[1].array, "\(batch) sequences, \(hidden) units")
    }
  }

  func testRangesCoverTheWholeWithoutOverlap() {
    for (count, size) in [(0, 3), (1, 3), (3, 3), (10, 3), (1000, 7)] {
      let lock = NSLock()
      nonisolated(unsafe) var seen: [Range<Int>] = []
      Parallel.forEachRange(of: count, size: size) { range in lock.withLock { seen.append(range) } }
      XCTAssertEqual(
        seen.sorted { $0.lowerBound < $1.lowerBound }.flatMap { Array($0) }, Array(0..<count))
      XCTAssert(seen.allSatisfy { $0.count <= size && $0.lowerBound % size == 0 })
    }
  }

  func testARegionInsideARegionStaysOnItsThread() {
    Parallel.threads = 2
    let lock = NSLock()
    nonisolated(unsafe) var threads: [Int: Set<ObjectIdentifier>] = [:]
    Parallel.forEach(8) { outer in
      Parallel.forEach(8) { _ in
        lock.withLock {
          _ = threads[outer, default: []].insert(ObjectIdentifier(Thread.current))
        }
      }
    }
    XCTAssertEqual(threads.count, 8)
    XCTAssert(threads.values.allSatisfy { $0.count == 1 })
  }

  func testTheNumberOfThreadsIsAtLeastOne() {
    Parallel.threads = -3
    XCTAssertEqual(Parallel.threads, 1)
  }

  func testEveryParallelKernelGivesTheSameBitsWhateverTheThreads() {
    for (name, run) in ParallelKernels.all {
      Parallel.threads = 1
      let alone = run()
      for threads in [2, 3, 5] {
        Parallel.threads = threads
        for (found, expected) in zip(run(), alone) {
          assertSameBits(found.array, expected.array, "\(name) with \(threads) threads:")
        }
      }
    }
  }
}

/// Every kernel that cuts its work into pieces, on inputs of several pieces.
private enum ParallelKernels {
  static func normal(_ count: Int, _ seed: UInt64) -> Buffer {
    var random = RandomSource(seed: seed)
    return Buffer((0..<count).map { _ in random.normal() })
  }

  static var all: [(String, () -> [Buffer])] {
    let (rows, columns) = (1201, 130)
    let (x, y) = (normal(rows * columns, 1), normal(rows * columns, 2))
    let (w, b) = (normal(columns, 3), normal(columns, 4))
    var list: [(String, () -> [Buffer])] = [
      ("map", { [Kernels.map(.gelu, x), Kernels.map(.exponential, x)] }),
      ("mapBackward", { [Kernels.mapBackward(.hyperbolicTangent, saved: x, y)] }),
      ("zip", { [Kernels.zip(.divide, x, y)] }),
      ("zipRows", { [Kernels.zipRows(.add, x, w, rows: rows, columns: columns)] }),
      ("affine", { [Kernels.affine(x, scale: 2, shift: 1)] }),
      ("select", { [Kernels.select((0..<130).map { $0 % 2 }, x, otherwise: 3)] }),
      ("dropout", { [Kernels.dropout(x, rate: 0.3, key: 8)] }),
      ("softmax", { [Kernels.softmax(x, rows: rows, columns: columns)] }),
      (
        "softmaxBackward",
        { [Kernels.softmaxBackward(output: x, y, rows: rows, columns: columns)] }
      ),
      (
        "layerNorm",
        {
          let saved = Kernels.layerNorm(
            x, weight: w, bias: b, epsilon: 1e-5, rows: rows, columns: columns)
          let back = Kernels.layerNormBackward(
            y, weight: w, saved: saved, rows: rows, columns: columns)
          return [saved.output, saved.normalized, back.input, back.weight, back.bias]
        }
      ),
      (
        "sum",
        {
          [
            Kernels.sum(x, outer: 1, axis: rows, inner: columns),
            Kernels.sum(x, outer: rows, axis: columns, inner: 1),
            Kernels.sum(x, outer: columns, axis: rows, inner: 1),
          ]
        }
      ),
      ("repeated", { [Kernels.repeated(w, outer: 1, axis: rows, inner: columns)] }),
      ("permuted", { [Kernels.permuted(x, extents: [1201, 13, 10], order: [1, 2, 0])] }),
      (
        "adam",
        {
          let (p, m, v) = (
            x.copy(count: x.count), y.copy(count: y.count), Kernels.zip(.multiply, x, x)
          )
          Kernels.adam(
            Kernels.Adam(), gradient: y, parameter: p, firstMoment: m, secondMoment: v)
          Kernels.accumulate(x, scale: 0.5, into: p)
          Kernels.scale(m, by: 0.1)
          return [p, m, v]
        }
      ),
    ]
    for isTransposed in [false, true] {
      list.append(
        (
          "multiply, transposed \(isTransposed)",
          {
            let c = Buffer(uninitialized: rows * rows)
            Kernels.multiply(
              MatrixView(x, rowStride: isTransposed ? rows : columns, transposed: isTransposed),
              MatrixView(y, rowStride: columns, transposed: true),
              into: MatrixView(c, rowStride: rows), rows: rows, columns: rows, inner: columns)
            return [c]
          }
        ))
    }
    list.append(
      (
        "multiplyBatch",
        {
          let c = Buffer(uninitialized: 24 * 50 * 50)
          let stride = Kernels.BatchStride(outer: 50 * 130)
          Kernels.multiplyBatch(
            outer: 24, MatrixView(x, rowStride: 130), stride,
            MatrixView(y, rowStride: 130, transposed: true), stride,
            into: MatrixView(c, rowStride: 50),
            Kernels.BatchStride(outer: 2500), rows: 50, columns: 50, depth: 130)
          return [c]
        }
      ))
    for lengths in [nil, (0..<50).map { Int32($0 % 8) }] {
      list.append(("LSTM sweep", { sweep(x, y, lengths: lengths) }))
      list.append(("GRU sweep", { gruSweep(x, y, batch: 50, hidden: 33, lengths: lengths) }))
      list.append(
        ("GRU sweep alone", { gruSweep(x, y, batch: 3, hidden: 70, lengths: lengths) }))
    }
    return list
  }

  private static func gruSweep(
    _ x: Buffer, _ y: Buffer, batch: Int, hidden: Int, lengths: [Int32]?
  ) -> [Buffer] {
    let (time, inputs) = (7, 6)
    let sweep = GRUSweep(
      batch: batch, time: time, inputs: inputs, hidden: hidden, isReversed: lengths != nil,
      lengths: lengths.map { Array($0.prefix(batch)) })
    let weights = GRUSweep.Weights(
      inputHidden: x.copy(count: 3 * hidden * inputs),
      hiddenHidden: y.copy(count: 3 * hidden * hidden), inputBias: x.copy(count: 3 * hidden),
      hiddenBias: y.copy(count: 3 * hidden))
    let input = x.copy(from: 7, count: batch * time * inputs)
    let (output, trace) = sweep.forward(input, weights, keepsTrace: true)
    let untraced = sweep.forward(input, weights, keepsTrace: false).output
    assertSameBits(untraced.array, output.array, "GRU sweep without a trace")
    guard let trace else { return [] }
    let gradients = sweep.backward(
      y.copy(count: output.count), weights, trace, needsInput: true)
    return [
      output, gradients.inputHidden, gradients.hiddenHidden, gradients.inputBias,
      gradients.hiddenBias,
    ]
  }

  private static func sweep(_ x: Buffer, _ y: Buffer, lengths: [Int32]?) -> [Buffer] {
    let (batch, time, inputs, hidden) = (50, 7, 6, 33)
    let sweep = LSTMSweep(
      batch: batch, time: time, inputs: inputs, hidden: hidden, isReversed: lengths != nil,
      lengths: lengths)
    let weights = LSTMSweep.Weights(
      inputHidden: x.copy(count: 4 * hidden * inputs),
      hiddenHidden: y.copy(count: 4 * hidden * hidden), inputBias: x.copy(count: 4 * hidden),
      hiddenBias: y.copy(count: 4 * hidden))
    let output = Buffer(uninitialized: batch * time * hidden)
    let trace = sweep.forward(
      x.copy(from: 7, count: batch * time * inputs), weights, output: output, outputWidth: hidden,
      column: 0, keepsTrace: true)
    guard let trace else { return [] }
    let gradients = sweep.backward(
      y.copy(count: output.count), outputWidth: hidden, column: 0, weights, trace, needsInput: true)
    return [output, gradients.inputHidden, gradients.hiddenHidden, gradients.bias]
      + (gradients.input.map { [$0] } ?? [])
  }
}
