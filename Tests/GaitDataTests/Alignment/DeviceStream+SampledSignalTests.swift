import GaitData
import GaitRecords
import GaitSignal
import GaitTestSupport
import XCTest

final class DeviceStreamSampledSignalTests: XCTestCase {
  private func signal(
    _ names: [String], unit: PhysicalUnit, rateHz: Double, startTimeS: Double = 0,
    _ samples: [Float]
  ) -> SampledSignal {
    SampledSignal(
      channels: names.map { Channel(name: $0, unit: unit) }, sampleRateHz: rateHz,
      startTimeS: startTimeS, samples: samples)
  }

  func testRecordingsOfTwoDevicesMeetOnOneClockWithTheirGaps() throws {
    let force = signal(["vertical"], unit: .newton, rateHz: 10, (0..<40).map { Float($0) })
    let insole = signal(
      ["heel", "toe"], unit: .newton, rateHz: 5, startTimeS: 100,
      (0..<10).flatMap { [Float($0), $0 == 4 ? .nan : 50] })
    let found = try AlignedStreams.aligning(
      [
        .init(name: "force", signal: force, interpolation: .linear),
        // The insole's second 100 is the plate's second 1.
        .init(
          name: "insole", signal: insole,
          clock: ClockMap(trigger: .init(deviceTimeS: 100, referenceTimeS: 1)),
          interpolation: .linear),
      ], sampleRateHz: 10)
    XCTAssertEqual(found.map(\.frameCount), [19, 19])
    XCTAssertEqual(found.map(\.startTimeS), [1, 1])
    XCTAssertEqual(found[1].channels, insole.channels)
    XCTAssertEqual(found[0].samples, (10..<29).map { Float($0) })
    assertClose(
      found[1].values(ofChannel: 0), (0..<19).map { Double($0) / 2 }, absolute: 1e-6)
    XCTAssertEqual(found[1].gaps(ofChannel: 1), [7..<10])
    XCTAssertEqual(found[1].gaps(ofChannel: 0), [])
  }
}
