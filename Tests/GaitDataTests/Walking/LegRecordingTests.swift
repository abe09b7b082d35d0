import Foundation
import GaitData
import GaitRecords
import GaitTestSupport
import XCTest

/// What a leg says of its targets: moments, force, swing.
final class LegRecordingTests: XCTestCase {
  func testAFrameIsPlateSupportedWhereTheForceCarriesTheFootAndAllMomentsAreKnown() throws {
    var made = SyntheticTrial()
    made.verticalForce = { side, time in
      side == .right ? nil : time < 0.505 ? -9 : time < 1.005 ? 0.2 : nil
    }
    made.moments = { _, joint, time in joint == .knee && time < 0.205 ? nil : 1 }
    let legs = try LegRecording.legs(of: made.trial)
    let supported = (0..<200).filter { legs[0].isPlateSupported($0) }
    XCTAssertEqual(supported, Array(21...50), "the sign of the force is the laboratory's")
    XCTAssertEqual((0..<200).filter { legs[1].isPlateSupported($0) }, [])
    XCTAssertEqual(legs[1].verticalForce, [Double](repeating: 0, count: 200))
    XCTAssertEqual((0..<200).filter { legs[0].isPlateSupported($0, aboveNPerKg: 0.1) }.last, 100)
  }

  func testAFrameIsInSwingOnlyWhereTheEventsSaySo() throws {
    var made = SyntheticTrial()
    made.stance = { side, time in
      side == .right ? nil : time < 0.505 ? 1 : 0
    }
    let legs = try LegRecording.legs(of: made.trial)
    XCTAssertEqual((0..<200).filter { legs[0].isSwing[$0] }, Array(51..<200))
    XCTAssertFalse(legs[1].isSwing.contains(true))
  }

  func testMomentsAreThoseOfTheLegItself() throws {
    var made = SyntheticTrial()
    made.moments = { side, joint, _ in
      Double(joint.position + 1) * (side == .left ? 1 : 10)
    }
    let legs = try LegRecording.legs(of: made.trial)
    XCTAssertEqual(legs[0].moments.map { $0[7] }, [1, 2, 3])
    XCTAssertEqual(legs[1].moments.map { $0[7] }, [10, 20, 30])
  }
}
