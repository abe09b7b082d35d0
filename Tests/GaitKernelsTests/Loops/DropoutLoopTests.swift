import CKernels
import GaitTestSupport
import XCTest

final class DropoutLoopTests: LoopTestCase {
  private let ones = [Float](repeating: 1, count: 4000)

  private func drawn(
    _ loops: GKKernels, count: Int = 4000, key: UInt64, first: UInt64 = 0,
    threshold: UInt32 = 1 << 31
  ) -> [Float] {
    var y = [Float](repeating: 7, count: count)
    loops.dropout(ones, &y, count, key, first, threshold, 2)
    return y
  }

  func testEveryInstructionSetDrawsTheSame() {
    guard let baseline = gk_kernels_for(GKInstructionSetBaseline)?.pointee else {
      return XCTFail("no baseline")
    }
    forEachSet { loops, set in
      for key: UInt64 in [0, 1, 1 << 40, .max] {
        assertSameBits(drawn(loops, key: key), drawn(baseline, key: key), set)
      }
    }
  }

  func testPiecesDrawWhatTheWholeDraws() {
    forEachSet { loops, set in
      // Across the place where the low half of the index overflows.
      for first: UInt64 in [0, 5, (1 << 32) - 1234] {
        let whole = drawn(loops, key: 42, first: first)
        var pieces: [Float] = []
        var size = 1
        while pieces.count < whole.count {
          let count = min(size, whole.count - pieces.count)
          pieces += drawn(loops, count: count, key: 42, first: first + UInt64(pieces.count))
          size += 37
        }
        assertSameBits(pieces, whole, "\(set) from \(first)")
      }
    }
  }

  func testKeysAndNeighboursAreIndependent() {
    forEachSet { loops, set in
      let deviation = 0.5 / Double(ones.count).squareRoot()
      let first = drawn(loops, key: 1000)
      for other: UInt64 in [1001, 1002, 1000 + 1 << 32, 1000 + 1 << 63] {
        let second = drawn(loops, key: other)
        let equal = zip(first, second).filter { $0 == $1 }.count
        XCTAssertEqual(Double(equal) / Double(ones.count), 0.5, accuracy: 4.5 * deviation, set)
      }
      for lag in 1...16 {
        let equal = zip(first, first.dropFirst(lag)).filter { $0 == $1 }.count
        XCTAssertEqual(
          Double(equal) / Double(ones.count - lag), 0.5, accuracy: 4.5 * deviation, "\(set) \(lag)")
      }
    }
  }

  func testThresholdsKeepTheirRate() {
    forEachSet { loops, set in
      var kept = 0
      for key in 0..<100 {
        kept += drawn(loops, key: UInt64(key), threshold: 1 << 30).filter { $0 != 0 }.count
      }
      let deviation = (0.75 * 0.25 / 400_000).squareRoot()
      XCTAssertEqual(Double(kept) / 400_000, 0.75, accuracy: 4 * deviation, set)
      XCTAssertFalse(drawn(loops, key: 3, threshold: 0).contains(0), set)
    }
  }
}
