import GaitSignal
import GaitTestSupport
import XCTest

final class ClockMapTests: XCTestCase {
  func testATriggerShiftsAndTwoEventsStretch() throws {
    let trigger = ClockMap(trigger: .init(deviceTimeS: 2, referenceTimeS: 5.5))
    XCTAssertEqual(trigger.referenceTimeS(ofDevice: 10), 13.5)
    let events = [
      ClockMap.SyncEvent(deviceTimeS: 1, referenceTimeS: 3.5),
      ClockMap.SyncEvent(deviceTimeS: 601, referenceTimeS: 603.53),
    ]
    let map = try ClockMap(fitting: events)
    XCTAssertEqual(map.scale, 1.00005, accuracy: 1e-12)
    XCTAssertEqual(map.referenceTimeS(ofDevice: 301), 303.515, accuracy: 1e-9)
    XCTAssertEqual(map.deviceTimeS(ofReference: 303.515), 301, accuracy: 1e-9)
    assertClose(map.residualsS(of: events), [0, 0], absolute: 1e-10)
  }

  func testMoreEventsGiveTheLineOfLeastSquares() throws {
    let shifts = [0.001, -0.002, 0.001]
    let events = (0..<3).map {
      ClockMap.SyncEvent(
        deviceTimeS: Double($0) * 100, referenceTimeS: Double($0) * 100 + shifts[$0])
    }
    let map = try ClockMap(fitting: events)
    XCTAssertEqual(map.scale, 1, accuracy: 1e-12)
    assertClose(map.residualsS(of: events), shifts, absolute: 1e-12)
  }

  func testRefusesEventsThatCannotBelongTogether() {
    let event = ClockMap.SyncEvent(deviceTimeS: 1, referenceTimeS: 1)
    XCTAssertThrowsError(try ClockMap(fitting: [event]))
    XCTAssertThrowsError(try ClockMap(fitting: [event, event]))
    XCTAssertThrowsError(
      try ClockMap(fitting: [event, .init(deviceTimeS: 11, referenceTimeS: 12)])
    ) { error in
      XCTAssertEqual("\(error)", "clock drift: expected a scale within 0.001 of 1, found 1.1")
    }
  }
}
