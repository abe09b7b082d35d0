import GaitSignal
import GaitTestSupport
import XCTest

/// What `signal-differences.json` holds.
struct DifferenceReference: Decodable {
  let samples: [Double]
  let spacing: Double
  let gradient: [Double]
  let times: [Double]
  let targets: [Double]
  let interpolated: [Double]
}

final class LinearInterpolationTests: XCTestCase {
  func testEqualsNumPysInterp() throws {
    let reference: DifferenceReference = try Fixture.json("reference/signal-differences.json")
    let found = try interpolatingLinearly(
      reference.samples, times: reference.times, at: reference.targets)
    expectClose(found, reference.interpolated, absolute: 1e-12)
    let sorted = zip(reference.targets, reference.interpolated).sorted { $0.0 < $1.0 }
    let inOrder = try interpolatingLinearly(
      reference.samples, times: reference.times, at: sorted.map(\.0))
    expectClose(inOrder, sorted.map(\.1), absolute: 1e-12)
  }

  func testTimesOutsideOfTheRecordingAreMissing() throws {
    let found = try interpolatingLinearly([1, 2], times: [0, 1], at: [-0.1, 0, 1, 1.1, .nan])
    XCTAssertTrue(found[0].isNaN)
    XCTAssertEqual(Array(found[1...2]), [1, 2])
    XCTAssertTrue(found[3].isNaN)
    XCTAssertTrue(found[4].isNaN)
  }

  func testTimesBesideAMissingSampleAreMissing() throws {
    let found = try interpolatingLinearly(
      [1, .nan, 3, 4], times: [0, 1, 2, 3], at: [0, 0.5, 1, 1.5, 2, 2.5])
    XCTAssertEqual([found[0], found[4], found[5]], [1, 3, 3.5])
    XCTAssertTrue(found[1...3].allSatisfy(\.isNaN))
  }

  func testRefusesTimesThatDoNotIncrease() {
    XCTAssertThrowsError(try interpolatingLinearly([1, 2], times: [1, 1], at: [])) { error in
      XCTAssertEqual(
        "\(error)", "linear interpolation: expected a time above 1.0, found 1.0 at index 1")
    }
    XCTAssertThrowsError(try interpolatingLinearly([1], times: [1, 2], at: [])) { error in
      XCTAssertEqual("\(error)", "linear interpolation: expected 2 values, found 1")
    }
  }

  func testNothingRecordedGivesNothing() throws {
    let found = try interpolatingLinearly([], times: [], at: [0, 1])
    XCTAssertEqual(found.count, 2)
    XCTAssertTrue(found.allSatisfy(\.isNaN))
  }
}
