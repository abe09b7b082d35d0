import GaitSignal
import XCTest

final class GapAwareFilteringTests: XCTestCase {
  private func lowPass() throws -> SecondOrderSections {
    try Butterworth.design(order: 2, .lowPass(cutoffHz: 6), sampleRateHz: 100)
  }

  func testEachRunIsFilteredOnItsOwn() throws {
    let filter = try lowPass()
    var signal = (0..<80).map { sin(Double($0) / 3) + 5 }
    for index in 30..<35 { signal[index] = .nan }
    let found = try filter.zeroPhaseFilteredBetweenGaps(signal)
    XCTAssertEqual(Array(found[..<30]), try filter.zeroPhaseFiltered(Array(signal[..<30])))
    XCTAssertTrue(found[30..<35].allSatisfy(\.isNaN))
    XCTAssertEqual(Array(found[35...]), try filter.zeroPhaseFiltered(Array(signal[35...])))
  }

  func testAShortRunIsDroppedKeptOrRefusedAsAsked() throws {
    let filter = try lowPass()
    var signal = [Double](repeating: 1, count: 40)
    signal[3] = .nan
    let dropped = try filter.zeroPhaseFilteredBetweenGaps(signal)
    XCTAssertTrue(dropped[..<4].allSatisfy(\.isNaN))
    expectClose(Array(dropped[4...]), [Double](repeating: 1, count: 36), absolute: 1e-12)
    let kept = try filter.zeroPhaseFilteredBetweenGaps(signal, shortRun: .keep)
    XCTAssertEqual(Array(kept[..<3]), [1, 1, 1])
    XCTAssertThrowsError(
      try filter.zeroPhaseFilteredBetweenGaps(signal, shortRun: .fail)
    ) { error in
      XCTAssertEqual(
        error as? SignalError, .tooShort(operation: "zero-phase filter", needed: 10, found: 3))
    }
  }

  func testWithoutGapsItIsThePlainFilter() throws {
    let filter = try lowPass()
    let signal = (0..<50).map { Float(cos(Double($0) / 4)) }
    XCTAssertEqual(
      try filter.zeroPhaseFilteredBetweenGaps(signal), try filter.zeroPhaseFiltered(signal))
  }
}
