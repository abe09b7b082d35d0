import GaitSignal
import XCTest

final class CycleNormalizerTests: XCTestCase {
  func testLinesAndSplinesEqualNumPysAndSciPysAlsoAcrossAShortGap() throws {
    let reference = try GaitReference.load().cycles
    let cycles = zip(reference.events, reference.events.dropFirst()).map {
      GaitCycle(startS: $0, footOffS: nil, endS: $1)
    }
    let samples = reference.samples.map { $0 ?? .nan }
    for (method, expected) in [
      (CycleNormalizer.Method.linear, reference.linear), (.cubic, reference.cubic),
    ] {
      let found = try CycleNormalizer(method: method).curves(
        of: samples, sampleRateHz: reference.rate, startTimeS: reference.start, cycles: cycles)
      XCTAssertEqual(found.count, 3)
      for (curve, wanted) in zip(found, expected) {
        expectClose(curve, wanted, absolute: 1e-9, method.rawValue)
      }
    }
  }

  func testTheFirstAndLastPointsLieOnTheContacts() throws {
    let samples = (0..<300).map { Double($0) / 100 }
    let cycle = GaitCycle(startS: 0.505, footOffS: 1.1, endS: 1.705)
    for method in CycleNormalizer.Method.allCases {
      let curve = try CycleNormalizer(method: method).curves(
        of: samples, sampleRateHz: 100, cycles: [cycle])[0]
      XCTAssertEqual(curve.count, 101)
      XCTAssertEqual(curve[0], 0.505, accuracy: 1e-12)
      XCTAssertEqual(curve[50], 1.105, accuracy: 1e-12)
      XCTAssertEqual(curve[100], 1.705, accuracy: 1e-12)
    }
    XCTAssertEqual(CycleNormalizer().times(of: cycle)[100], 1.705)
  }

  func testPointsOutsideOfTheRecordingAreMissing() throws {
    let cycle = GaitCycle(startS: 0.5, footOffS: nil, endS: 1.5)
    for method in CycleNormalizer.Method.allCases {
      let normalizer = CycleNormalizer(pointCount: 3, method: method)
      let curve = try normalizer.curves(
        of: [Double](repeating: 2, count: 101), sampleRateHz: 100, cycles: [cycle])[0]
      XCTAssertEqual(Array(curve[0...1]), [2, 2])
      XCTAssertTrue(curve[2].isNaN)
      let empty = try normalizer.curves(of: [], sampleRateHz: 100, cycles: [cycle])[0]
      XCTAssertEqual(empty.count, 3)
      XCTAssertTrue(empty.allSatisfy(\.isNaN))
    }
  }

  func testRefusesARateThatIsNotPositive() {
    XCTAssertThrowsError(
      try CycleNormalizer().curves(of: [1], sampleRateHz: .nan, cycles: []))
  }
}
