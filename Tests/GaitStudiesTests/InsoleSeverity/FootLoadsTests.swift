import GaitRecords
import GaitStudies
import XCTest

final class FootLoadsTests: XCTestCase {
  func testFindsContactsAndForgivesShortFlightsAndTouches() {
    // Down 60 frames, up 40, three times; a flicker inside a stance and one inside a swing.
    var load = [Double](repeating: 0, count: 20)
    for _ in 0..<3 {
      load += [Double](repeating: 1, count: 60) + [Double](repeating: 0, count: 40)
    }
    for frame in 40..<45 { load[frame] = 0 }
    for frame in 95..<105 { load[frame] = 1 }
    let contacts = FootContacts(load, sampleRateHz: 100, threshold: 0.04)
    XCTAssertEqual(contacts.contacts, [20..<80, 120..<180, 220..<280])
    let strides = contacts.strides(.left)
    XCTAssertEqual(strides.map(\.strike), [20, 120])
    XCTAssertEqual(strides.map(\.toeOff), [80, 180])
    XCTAssertEqual(strides.map(\.nextStrike), [120, 220])
  }

  func testAWalkTellsTheTimesItWasMadeWith() throws {
    let walkers = try SyntheticWalkers(1..<2, for: self)
    let speed = try XCTUnwrap(walkers.people[0].speedsMPerS[1])
    let period = 1.3 / speed
    let loads = try FootLoads(walkers.walks[0], contactShare: 0.04)
    let features = WalkFeatures(loads)
    func value(_ name: String) throws -> Double {
      features.values[try XCTUnwrap(features.names.firstIndex(of: name), name)]
    }
    XCTAssertEqual(try value("median.stride_time"), period, accuracy: 0.01)
    XCTAssertEqual(try value("median.step_phase"), 0.5, accuracy: 0.011)
    XCTAssertEqual(try value("median.stance_share"), 0.62, accuracy: 0.02)
    XCTAssertEqual(try value("median.double_support_share"), 0.24, accuracy: 0.04)
    XCTAssertEqual(try value("rhythm.cadence"), 120 / period, accuracy: 1.2)
    XCTAssertGreaterThan(try value("rhythm.stride_similarity"), 0.95)
    XCTAssertEqual(try value("difference.first_peak"), 0, accuracy: 0.01)
    // The load travels from heel to toes.
    XCTAssertLessThan(try value("median.anterior_at_15"), -0.2)
    XCTAssertGreaterThan(try value("median.anterior_at_85"), 0.2)
  }

  func testCurvesHoldTheMedianCycleItsAsymmetryAndItsSpread() throws {
    let walkers = try SyntheticWalkers(1..<2, for: self)
    let loads = try FootLoads(walkers.walks[0], contactShare: 0.04)
    let curves = StrideCurves.values(loads, phases: 51)
    XCTAssertEqual(curves.count, 51 * StrideCurves.channelCount)
    func at(_ phase: Int, _ channel: Int) -> Double {
      curves[phase * StrideCurves.channelCount + channel]
    }
    // The striding foot bears most in the middle of its stance, the other is in the air then.
    XCTAssertGreaterThan(at(15, 8), 0.6)
    XCTAssertEqual(at(15, 17), 0, accuracy: 1e-9)
    XCTAssertEqual(at(40, 8), 0, accuracy: 1e-9)
    XCTAssertEqual(at(15, 18 + 8), 0, accuracy: 0.03)
    XCTAssertEqual(at(40, 36 + 8), log(0.005), accuracy: 1e-6)
  }

  func testAStillPersonOrOneFootIsNamed() throws {
    let walkers = try SyntheticWalkers(1..<2, for: self)
    var walk = walkers.walks[0]
    walk.insoles.removeLast()
    XCTAssertThrowsError(try FootLoads(walk, contactShare: 0.04)) {
      XCTAssertTrue("\($0)".hasPrefix("trial SYN01_01: expected force insoles"), "\($0)")
    }
  }
}
