import GaitData
import GaitRecords
import GaitSignal
import XCTest

final class WalkStridesTests: XCTestCase {
  func testEventsOfALaboratoryBecomeContactsAndBack() {
    let events = [
      GaitEvent(timeS: 0.2, side: .left, kind: .footOff),
      GaitEvent(timeS: 0.6, side: .left, kind: .footStrike),
      GaitEvent(timeS: 0.7, side: .right, kind: .footOff),
      GaitEvent(timeS: 1.2, side: .left, kind: .footOff),
      GaitEvent(timeS: 1.6, side: .left, kind: .footStrike),
      GaitEvent(timeS: 2.6, side: .left, kind: .footStrike),
    ]
    let contacts = FootContact.contacts(of: .left, in: events.reversed())
    XCTAssertEqual(
      contacts,
      [
        FootContact(initialContactS: nil, footOffS: 0.2),
        FootContact(initialContactS: 0.6, footOffS: 1.2),
        FootContact(initialContactS: 1.6, footOffS: nil),
        FootContact(initialContactS: 2.6, footOffS: nil),
      ])
    XCTAssertEqual(
      contacts.flatMap { $0.events(of: .left) }, events.filter { $0.side == .left })
  }

  func testAnInsoleWalkGivesStridesByShareOfBodyWeight() throws {
    // Two seconds' strides at 100 Hz: 60 frames on, 40 off, the right foot half a stride later.
    func force(_ shift: Int) -> SampledSignal {
      SampledSignal(
        channels: [Channel(name: "total", unit: .newton)], sampleRateHz: 100,
        samples: (0..<650).map { ($0 + shift) % 100 < 60 ? 700 : 15 })
    }
    func insole(_ side: Side, _ total: SampledSignal) -> InsoleRecord {
      let layout = InsoleLayout.gaitPDB8
      let sensors = SampledSignal(
        channels: (1...8).map { Channel(name: "s\($0)", unit: .newton) }, sampleRateHz: 100,
        samples: [Float](repeating: 0, count: 650 * 8))
      return InsoleRecord(
        side: side, layout: layout, sensors: sensors, totalForce: total, bodyMassKg: 70)
    }
    let walk = InsoleWalk(
      name: "walk", participant: ParticipantID("SYN1"),
      insoles: [insole(.left, force(70)), insole(.right, force(20))])
    let strides = try XCTUnwrap(try WalkStrides(walk))
    XCTAssertEqual(strides.left.cycles.count, 6)
    XCTAssertEqual(strides.right.cycles.count, 5)
    XCTAssertEqual(strides.left.rejectionCounts, [.crossesTrialEnd: 1])
    let parameters = strides.parameters
    XCTAssertEqual(parameters.cadencePerMinute, 120, accuracy: 1e-6)
    XCTAssertEqual(parameters.left.stancePercent.mean, 60, accuracy: 1.1)
    XCTAssertEqual(parameters.left.stepS.mean, 0.5, accuracy: 1e-6)
    // 15 N in swing are not below 20 N less the hysteresis: a fixed threshold sees one contact.
    let fixed = try XCTUnwrap(try WalkStrides(walk, detector: ForceContactDetector()))
    XCTAssertEqual(fixed.left.cycles.count, 0)
    let half = InsoleWalk(
      name: "walk", participant: ParticipantID("SYN1"), insoles: [insole(.left, force(0))])
    XCTAssertNil(try WalkStrides(half))
  }
}
