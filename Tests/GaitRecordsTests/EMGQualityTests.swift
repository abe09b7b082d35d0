import GaitRecords
import XCTest

final class EMGQualityTests: XCTestCase {
  func testTellsFlatAndSaturatedChannelsByTheirSamples() {
    let noise = (0..<1000).map { Float(sin(Double($0 * $0))) }
    XCTAssertEqual(EMGQuality.estimated(from: noise.map { $0 * 0.05 }), .ok)
    XCTAssertEqual(EMGQuality.estimated(from: noise.map { $0 * 0.0005 }), .flat)
    XCTAssertEqual(EMGQuality.estimated(from: noise.map { max(-0.5, min(0.5, $0)) }), .saturated)
    XCTAssertEqual(EMGQuality.estimated(from: Array(repeating: 1.25, count: 50)), .flat)
    XCTAssertEqual(EMGQuality.estimated(from: [.nan, .nan]), .flat)
    XCTAssertEqual(EMGQuality.estimated(from: []), .flat)
    XCTAssertEqual(
      EMGQuality.estimated(from: noise.map { $0 * 0.0005 }, flatBelowV: 1e-5), .ok)
  }

  func testAgreesWithTheVerdictsOfTheRealStudy() throws {
    let folder = try realData("biomechzoo-gait")
    let (trials, _) = try WalkingFolder(folder).read()
    for trial in trials {
      guard let emg = trial.emg else { continue }
      for (channel, electrode) in emg.electrodes.enumerated() {
        let estimate = EMGQuality.estimated(from: emg.signal.values(ofChannel: channel))
        XCTAssertEqual(estimate, electrode.quality, "\(trial.name) \(emg.signal.channels[channel])")
      }
    }
  }
}
