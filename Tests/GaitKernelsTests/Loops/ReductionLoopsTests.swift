import CKernels
import GaitTestSupport
import XCTest

final class ReductionLoopsTests: LoopTestCase {
  private let lengths = Array(0...70) + [4095, 4096, 4097, 10_000, 123_457]

  func testSumsStayCloseToSumsInDouble() {
    forEachSet { loops, set in
      for count in lengths {
        let (x, y) = (normal(count, seed: 1), normal(count, seed: 2))
        // The rounding of a lane's hundred and twenty-eight additions bounds the error.
        let size = x.reduce(0.0) { $0 + abs(Double($1)) }
        let sum = x.reduce(0.0) { $0 + Double($1) }
        XCTAssertEqual(loops.sum(x, count), sum, accuracy: 4e-7 * size, "\(set) sum of \(count)")
        let squares = x.reduce(0.0) { $0 + Double($1) * Double($1) }
        XCTAssertEqual(
          loops.sum_of_squares(x, count), squares, accuracy: 1e-6 * squares, "\(set) \(count)")
        let products = zip(x, y).map { Double($0) * Double($1) }
        XCTAssertEqual(
          loops.dot(x, y, count), products.reduce(0, +),
          accuracy: 6e-7 * products.reduce(0) { $0 + abs($1) }, "\(set) dot of \(count)")
      }
    }
  }

  func testTheSumIsTheSameOnEveryInstructionSetAndAlignment() {
    for count in lengths {
      let x = normal(count, seed: 3)
      var sums = Set<UInt64>()
      forEachSet { loops, _ in
        sums.insert(loops.sum(x, count).bitPattern)
        _ = unaligned(x) { sums.insert(loops.sum($0, count).bitPattern) }
      }
      XCTAssertEqual(sums.count, 1, "\(count) numbers")
    }
  }

  func testSumsOfSpecialNumbers() {
    forEachSet { loops, set in
      XCTAssertEqual(loops.sum([], 0), 0, set)
      XCTAssert(loops.sum([1, .nan, 2], 3).isNaN, set)
      XCTAssertEqual(loops.sum([1, .infinity], 2), .infinity, set)
      XCTAssert(loops.sum([-.infinity, .infinity], 2).isNaN, set)
    }
  }

  func testTheMaximumIsFoundAtEveryPlace() {
    forEachSet { loops, set in
      XCTAssertEqual(loops.maximum([], 0), -.infinity, set)
      for count in 1...70 {
        for place in 0..<count {
          var x = normal(count, seed: 4).map { min($0, 3) }
          x[place] = 5
          XCTAssertEqual(loops.maximum(x, count), 5, "\(set) \(place) of \(count)")
        }
      }
    }
  }
}
