import GaitSignal
import XCTest

final class StrideRulesTests: XCTestCase {
  private func walk(_ starts: [Double], stance: Double = 0.6) -> [FootContact] {
    starts.map { FootContact(initialContactS: $0, footOffS: $0 + stance) }
  }

  func testEveryInitialContactBeginsOneStrideUsableOrNot() {
    let contacts = walk([1, 2, 3, 3.4, 7, 8])
    let found = StrideRules(stancePercent: 0...100).strides(of: contacts, trials: [0...9])
    XCTAssertEqual(found.cycles.count + found.rejected.count, contacts.count)
    XCTAssertEqual(found.cycles.map(\.startS), [1, 2, 7])
    XCTAssertEqual(found.rejected.map(\.reason), [.tooShort, .tooLong, .crossesTrialEnd])
    XCTAssertEqual(
      found.description, "3 strides, 3 rejected: 1 tooShort, 1 tooLong, 1 crossesTrialEnd")
  }

  func testStridesDoNotReachFromOneTrialIntoTheNext() {
    let contacts = walk([0.5, 1.5, 2.5, 3.5, 4.5])
    let found = StrideRules().strides(of: contacts, trials: [0...3, 3...6])
    XCTAssertEqual(found.cycles.map(\.startS), [0.5, 1.5, 3.5])
    XCTAssertEqual(found.rejectionCounts, [.crossesTrialEnd: 2])
  }

  func testALongGapRejectsAShortOneDoesNot() {
    let contacts = walk([0, 1, 2, 3])
    let gaps: [ClosedRange<Double>] = [0.40...0.49, 1.95...2.06, 3...9]
    let found = StrideRules().strides(of: contacts, trials: [0...4], gaps: gaps)
    XCTAssertEqual(found.cycles.map(\.startS), [0])
    XCTAssertEqual(found.rejectionCounts, [.gap: 2, .crossesTrialEnd: 1])
  }

  func testMissingFootOffsAndUnknownContactsAreNamed() {
    let contacts = [
      FootContact(initialContactS: nil, footOffS: 0.3),
      FootContact(initialContactS: 1, footOffS: nil),
      FootContact(initialContactS: 2, footOffS: 2.6),
      FootContact(initialContactS: nil, footOffS: 3.6),
      FootContact(initialContactS: 4, footOffS: 4.97),
      FootContact(initialContactS: 5, footOffS: nil),
    ]
    let found = StrideRules().strides(of: contacts, trials: [0...6])
    XCTAssertEqual(
      found.rejected.map(\.reason),
      [.noFootOff, .unknownContact, .implausibleStance, .crossesTrialEnd])
    let lenient = StrideRules(requiresFootOff: false).strides(of: contacts, trials: [0...6])
    XCTAssertEqual(lenient.cycles.map(\.startS), [1])
    XCTAssertNil(lenient.cycles[0].footOffPercent)
  }

  func testTheOtherFootsEventsGiveStepsAndSupports() throws {
    let found = StrideRules().strides(
      of: walk([0, 1, 2]), opposite: walk([-0.5, 0.5, 1.48]), trials: [0...3])
    let cycle = found.cycles[0]
    XCTAssertEqual(try XCTUnwrap(cycle.footOffPercent), 60, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(cycle.initialDoubleSupportS), 0.1, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(cycle.terminalDoubleSupportS), 0.1, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(cycle.singleSupportS), 0.4, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(cycle.stepS), 0.5, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(cycle.swingS), 0.4, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(found.cycles[1].stepS), 0.52, accuracy: 1e-12)
  }

  func testGapSpansReachFromKnownSampleToKnownSample() {
    let spans = gapSpans(of: [1, .nan, .nan, 1, .nan], sampleRateHz: 10, startTimeS: 2)
    XCTAssertEqual(spans.count, 2)
    XCTAssertEqual(spans[0].lowerBound, 2, accuracy: 1e-12)
    XCTAssertEqual(spans[0].upperBound, 2.3, accuracy: 1e-12)
    XCTAssertEqual(spans[1].upperBound, 2.5, accuracy: 1e-12)
  }
}
