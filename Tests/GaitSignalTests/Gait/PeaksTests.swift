import GaitSignal
import XCTest

final class PeaksTests: XCTestCase {
  func testEqualSciPysFindPeaksForEveryCondition() throws {
    let reference = try GaitReference.load().peaks
    XCTAssertEqual(reference.cases.count, 27)
    for example in reference.cases {
      let found = peaks(
        of: reference.samples, minimumHeight: example.height ?? -.infinity,
        minimumDistance: example.distance ?? 1, minimumProminence: example.prominence ?? 0)
      let name = "\(example)"
      XCTAssertEqual(found.map(\.index), example.indices, name)
      expectClose(found.map(\.prominence), example.prominences, absolute: 1e-12, name)
    }
  }

  func testAMissingSampleEndsARun() {
    let found = peaks(of: [0, 2, 1, .nan, 5, 4, .nan, 0, 3, 0])
    XCTAssertEqual(found.map(\.index), [1, 8])
    XCTAssertEqual(found.map(\.prominence), [1, 3])
  }

  func testNothingIsFoundInShortOrFlatSignals() {
    XCTAssertEqual(peaks(of: []), [])
    XCTAssertEqual(peaks(of: [1]), [])
    XCTAssertEqual(peaks(of: [1, 2]), [])
    XCTAssertEqual(peaks(of: [2, 2, 2, 2]), [])
  }
}
