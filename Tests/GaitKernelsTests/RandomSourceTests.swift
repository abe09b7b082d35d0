import Foundation
import GaitKernels
import XCTest

final class RandomSourceTests: XCTestCase {
  func testTheFirstNumbersAreThoseOfThePublishedGenerator() {
    // SplitMix64 from seed 0 gives the published e220a8397b1dcdaf, 6e789e6aa1b965f4, …
    let source = RandomSource(seed: 0)
    XCTAssertEqual(
      source.words,
      [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f, 0xf88b_b8a8_724c_81ec])
    // xoshiro256** from the state 1, 2, 3, 4: the published test vector.
    var known = RandomSource(words: [1, 2, 3, 4])
    let found = (0..<6).map { _ in known?.next() }
    XCTAssertEqual(
      found,
      [
        11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600,
      ])
  }

  func testASavedStateGoesOn() throws {
    var source = RandomSource(seed: 5)
    _ = source.normal()
    var restored = try XCTUnwrap(RandomSource(words: source.words))
    var decoded = try JSONDecoder().decode(
      RandomSource.self, from: JSONEncoder().encode(source))
    XCTAssertEqual(restored, source)
    for _ in 0..<10 {
      let next = source.next()
      XCTAssertEqual(restored.next(), next)
      XCTAssertEqual(decoded.next(), next)
    }
  }

  func testWordsThatAreNoStateAreRefused() {
    XCTAssertNil(RandomSource(words: [0, 0, 0, 0]))
    XCTAssertNil(RandomSource(words: [1, 2, 3]))
  }

  func testUniformNumbersFillTheirRangeEvenly() {
    var source = RandomSource(seed: 11)
    var bins = [Int](repeating: 0, count: 100)
    let count = 1_000_000
    for _ in 0..<count {
      let u = source.uniform()
      XCTAssert(u >= 0 && u < 1)
      bins[min(99, Int(u * 100))] += 1
    }
    let expected = Double(count) / 100
    let chiSquare = bins.reduce(0) { $0 + pow(Double($1) - expected, 2) / expected }
    // 99 degrees of freedom: mean 99, deviation 14; these bounds are five deviations away.
    XCTAssert((30...170).contains(chiSquare), "chi square \(chiSquare)")
    for _ in 0..<1000 { XCTAssert((-3...5).contains(source.uniform(in: -3...5))) }
  }

  func testNormalNumbersHaveTheMomentsOfTheNormalDistribution() {
    var source = RandomSource(seed: 12)
    let count = 1_000_000
    var moments = [Double](repeating: 0, count: 5)
    var inside = 0
    var previous = 0.0
    var lagged = 0.0
    for _ in 0..<count {
      let x = Double(source.normal())
      var power = 1.0
      for order in 1...4 {
        power *= x
        moments[order] += power / Double(count)
      }
      if abs(x) < 1 { inside += 1 }
      lagged += x * previous / Double(count)
      previous = x
    }
    // Five deviations of each sample moment: sqrt(1, 2, 15, 96 / count).
    XCTAssertEqual(moments[1], 0, accuracy: 5e-3)
    XCTAssertEqual(moments[2], 1, accuracy: 7.1e-3)
    XCTAssertEqual(moments[3], 0, accuracy: 2e-2)
    XCTAssertEqual(moments[4], 3, accuracy: 4.9e-2)
    XCTAssertEqual(Double(inside) / Double(count), 0.682_689, accuracy: 2.4e-3)
    XCTAssertEqual(lagged, 0, accuracy: 5e-3)
  }

  func testASplitSourceDoesNotDependOnLaterUse() {
    var first = RandomSource(seed: 1)
    var second = RandomSource(seed: 1)
    var (one, other) = (first.split(), second.split())
    for _ in 0..<100 { _ = first.next() }
    XCTAssertEqual(one.next(), other.next())
    XCTAssertNotEqual(one, second)
  }
}
