import GaitSignal
import XCTest

final class ForceContactDetectorTests: XCTestCase {
  /// A trapezium: up through 0...800 N in 0.1 s, and down again.
  private func trapezium(
    _ contacts: [ClosedRange<Double>], seconds: Double, rate: Double = 100
  ) -> [Double] {
    (0..<Int(seconds * rate)).map { frame in
      let time = Double(frame) / rate
      return contacts.map { contact in
        let rise = (time - contact.lowerBound) / 0.1
        let fall = (contact.upperBound - time) / 0.1
        return 800 * max(0, min(1, rise, fall))
      }.max() ?? 0
    }
  }

  func testTimesAreThoseAtWhichTheStraightLinesCrossTheThreshold() throws {
    let force = trapezium([0.5...1.2, 1.6...2.3], seconds: 3)
    let found = try ForceContactDetector().contacts(
      verticalForceN: force, sampleRateHz: 100, startTimeS: 10)
    // 20 of 800 N are reached after a fortieth of the rise.
    XCTAssertEqual(found.count, 2)
    XCTAssertEqual(try XCTUnwrap(found[0].initialContactS), 10.5025, accuracy: 1e-9)
    XCTAssertEqual(try XCTUnwrap(found[0].footOffS), 11.1975, accuracy: 1e-9)
    XCTAssertEqual(try XCTUnwrap(found[1].initialContactS), 11.6025, accuracy: 1e-9)
    XCTAssertEqual(try XCTUnwrap(found[1].durationS), 0.695, accuracy: 1e-9)
  }

  func testAShareOfBodyWeightIsAThresholdInNewtons() throws {
    let force = trapezium([0.5...1.2], seconds: 2)
    let detector = ForceContactDetector(threshold: .bodyWeightShare(0.05, bodyWeightN: 800))
    let found = try detector.contacts(verticalForceN: force, sampleRateHz: 100)
    XCTAssertEqual(try XCTUnwrap(found.first?.initialContactS), 0.505, accuracy: 1e-9)
  }

  func testNoiseAroundTheThresholdMakesNoEvents() throws {
    var force = trapezium([0.5...1.2], seconds: 2)
    // Wobbles between 11 and 25 N as the foot leaves.
    force.replaceSubrange(119..<124, with: [25, 11, 25, 12, 21])
    let found = try ForceContactDetector().contacts(verticalForceN: force, sampleRateHz: 100)
    XCTAssertEqual(found.count, 1)
    XCTAssertEqual(try XCTUnwrap(found[0].footOffS), 1.23 + 0.01 / 21, accuracy: 1e-9)
  }

  func testShortContactsAreDroppedAndBouncesJoined() throws {
    let force = trapezium([0.5...0.62, 1...1.7], seconds: 2.5)
    let detector = ForceContactDetector()
    XCTAssertEqual(try detector.contacts(verticalForceN: force, sampleRateHz: 100).count, 1)
    let bounced = trapezium([0.5...0.8, 0.85...1.5], seconds: 2)
    let joined = try detector.contacts(verticalForceN: bounced, sampleRateHz: 100)
    XCTAssertEqual(joined.count, 1)
    XCTAssertEqual(try XCTUnwrap(joined[0].durationS), 0.995, accuracy: 1e-9)
  }

  func testContactsCutByTheRecordingOrByAGapHaveUnknownEnds() throws {
    var force = trapezium([-0.3...0.4, 1...1.7, 2.2...3.5], seconds: 3)
    for frame in 130..<160 { force[frame] = .nan }
    let found = try ForceContactDetector().contacts(verticalForceN: force, sampleRateHz: 100)
    XCTAssertEqual(found.map { $0.initialContactS == nil }, [true, false, true, false])
    XCTAssertEqual(found.map { $0.footOffS == nil }, [false, true, false, true])
  }

  func testAShortGapIsBridged() throws {
    var force = trapezium([0.5...1.2], seconds: 2)
    for frame in 70..<80 { force[frame] = .nan }
    let found = try ForceContactDetector().contacts(verticalForceN: force, sampleRateHz: 100)
    XCTAssertEqual(found.count, 1)
    XCTAssertEqual(try XCTUnwrap(found[0].durationS), 0.695, accuracy: 1e-9)
  }

  func testRefusesARateOrAThresholdThatIsNotPositive() {
    XCTAssertThrowsError(
      try ForceContactDetector().contacts(verticalForceN: [1], sampleRateHz: 0)
    ) { error in
      XCTAssertEqual(
        "\(error)", "contacts from force: expected a positive rate, found 0.0 Hz")
    }
    XCTAssertThrowsError(
      try ForceContactDetector(threshold: .newtons(-1)).contacts(
        verticalForceN: [1], sampleRateHz: 100))
  }

  func testNothingRecordedGivesNoContacts() throws {
    let detector = ForceContactDetector()
    XCTAssertEqual(try detector.contacts(verticalForceN: [], sampleRateHz: 100), [])
    XCTAssertEqual(
      try detector.contacts(verticalForceN: [.nan, .nan], sampleRateHz: 100), [])
  }
}
