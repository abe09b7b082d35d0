import Foundation
import GaitData
import GaitRecords
import GaitTestSupport
import XCTest

/// Every channel of two synthetic trials against NumPy and SciPy.
final class LegChannelSetTests: XCTestCase {
  private struct Reference: Decodable {
    struct Leg: Decodable {
      let motion, muscles: [String: [Double]]
      let supported, swing: [Int]
      let moments: [[Double]]
    }
    let trial: String
    let frames, every: Int
    let start: Double
    let legs: [String: Leg]
  }

  func testEveryChannelOfTwoTrialsEqualsThatOfSciPy() throws {
    let references: [Reference] = try Fixture.json("reference/leg-channels.json")
    let trials = try WalkingFolder(Fixture.url("records/walking")).read().trials
    XCTAssertEqual(references.count, 2)
    for reference in references {
      let trial = try XCTUnwrap(trials.first { $0.name == reference.trial })
      for leg in try LegRecording.legs(of: trial) {
        let expected = try XCTUnwrap(reference.legs[leg.side.rawValue])
        XCTAssertEqual(leg.frameCount, reference.frames)
        XCTAssertEqual(leg.startTimeS, reference.start, accuracy: 1e-9)
        for (set, wanted) in [(leg.motion, expected.motion), (leg.muscles, expected.muscles)] {
          XCTAssertEqual(set.channels.keys.sorted(), wanted.keys.sorted())
          for (name, values) in wanted {
            let own = try XCTUnwrap(set[name])
            let kept = stride(from: 0, to: own.count, by: reference.every).map { own[$0] }
            let largest = values.map(abs).max() ?? 0
            assertClose(
              kept, values, absolute: 1e-7 + 1e-6 * largest,
              "\(reference.trial) \(leg.side) \(name)")
          }
        }
        let supported = (0..<leg.frameCount).filter { leg.isPlateSupported($0) }
        XCTAssertEqual(supported, expected.supported)
        XCTAssertEqual((0..<leg.frameCount).filter { leg.isSwing[$0] }, expected.swing)
        for (own, wanted) in zip(leg.moments, expected.moments) {
          let kept = stride(from: 0, to: supported.count, by: reference.every).map {
            own[supported[$0]]
          }
          assertClose(kept, wanted, absolute: 1e-6)
        }
      }
    }
  }
}
