import GaitSignal
import GaitTestSupport
import XCTest

final class AlignedStreamsTests: XCTestCase {
  private func wave(_ time: Double) -> Double {
    2 + sin(2 * .pi * 1.3 * time) + 0.4 * cos(2 * .pi * 4 * time)
  }

  /// What a device whose clock is off shows of the same wave.
  private func stream(
    _ name: String, rateHz: Double, seconds: Double, clock: ClockMap,
    interpolation: DeviceStream.Interpolation = .bandLimited
  ) -> DeviceStream {
    let samples = (0..<Int(rateHz * seconds)).map {
      wave(clock.referenceTimeS(ofDevice: Double($0) / rateHz))
    }
    return DeviceStream(
      name: name, channels: [samples], sampleRateHz: rateHz, clock: clock,
      interpolation: interpolation)
  }

  func testDevicesOfFourRatesAndClocksShowTheSameWaveTogether() throws {
    let streams = [
      stream("force", rateHz: 1000, seconds: 10, clock: .identity),
      stream("insole", rateHz: 100, seconds: 9, clock: ClockMap(offsetS: 0.4037)),
      stream("EMG", rateHz: 1259.259, seconds: 9, clock: ClockMap(offsetS: 0.1, scale: 1.0002)),
      stream("IMU", rateHz: 148.148, seconds: 9, clock: ClockMap(offsetS: 0.25, scale: 0.9999)),
    ]
    let aligned = try AlignedStreams(of: streams, sampleRateHz: 200)
    XCTAssertEqual(aligned.startTimeS, 0.405)
    XCTAssertEqual(aligned.devices.map(\.name), ["force", "insole", "EMG", "IMU"])
    let expected = (0..<aligned.frameCount).map { wave(aligned.startTimeS + Double($0) / 200) }
    let inner = 40..<aligned.frameCount - 40
    for device in aligned.devices {
      XCTAssertEqual(device.channels[0].count, aligned.frameCount)
      assertClose(
        Array(device.channels[0][inner]), Array(expected[inner]), absolute: 0.002, device.name)
      assertClose(device.channels[0], expected, absolute: 0.05, "\(device.name), with the ends")
    }
    XCTAssertEqual(aligned.completeRuns, [0..<aligned.frameCount])
  }

  func testGapsAndTimesWithoutARecordingStayMissing() throws {
    var insole = stream(
      "insole", rateHz: 10, seconds: 2, clock: ClockMap(offsetS: 1), interpolation: .linear)
    insole.channels[0][5] = .nan
    let force = DeviceStream(
      name: "force", channels: [Array(repeating: 7, count: 41)], sampleRateHz: 20)
    let aligned = try AlignedStreams(of: [insole, force], sampleRateHz: 20, extent: .whole)
    XCTAssertEqual([aligned.startTimeS, Double(aligned.frameCount)], [0, 59])
    // The insole's sample at 1.5 s is missing: the frames at 1.45, 1.5 and 1.55 s are too.
    let missing = aligned.isMissing(device: 0)[0]
    XCTAssertEqual((0..<59).filter { missing[$0] }, Array(0..<20) + [29, 30, 31])
    XCTAssertEqual(aligned.isMissing(device: 1)[0].firstIndex(of: true), 41)
    XCTAssertEqual(aligned.completeRuns, [20..<29, 32..<41])
    XCTAssertEqual(aligned.devices[0].channels[0][24], insole.channels[0][2])
    XCTAssertEqual(Set(aligned.devices[1].channels[0][..<41]), [7])
  }

  func testTheSameRateAndClockGivesTheSamplesThemselves() throws {
    let samples = (0..<50).map { wave(Double($0) / 30) }
    let stream = DeviceStream(name: "a", channels: [samples], sampleRateHz: 30)
    let aligned = try AlignedStreams(of: [stream], sampleRateHz: 30)
    XCTAssertEqual(aligned.devices[0].channels[0], samples)
  }

  func testInsideTheRecordingTheResultsAreThoseOfSciPysResamplePoly() throws {
    let reference = try AlignmentReference.load().resampled
    let stream = DeviceStream(name: "a", channels: [reference.samples], sampleRateHz: 200)
    let slow = try AlignedStreams(of: [stream], sampleRateHz: 100).devices[0].channels[0]
    assertClose(Array(slow[12..<88]), Array(reference.halved[12..<88]), absolute: 1e-12)
    let fast = try AlignedStreams(of: [stream], sampleRateHz: 400).devices[0].channels[0]
    // SciPy scales all phases by one factor, here each output's weights add up to one.
    assertClose(Array(fast[24..<370]), Array(reference.doubled[24..<370]), absolute: 2e-3)
  }

  func testLabelsTakeTheNearestSample() throws {
    let stream = DeviceStream(
      name: "contact", channels: [[0, 1, .nan, 1]], sampleRateHz: 1, interpolation: .nearest)
    let aligned = try AlignedStreams(of: [stream], sampleRateHz: 4)
    let nan = Double.nan
    assertClose(aligned.devices[0].channels[0], [0, 0, 1, 1, 1, 1, nan, nan, nan, nan, 1, 1, 1])
  }

  func testRefusesStreamsThatNeverMeet() {
    let early = DeviceStream(name: "a", channels: [[1, 2]], sampleRateHz: 1)
    let late = DeviceStream(name: "b", channels: [[1, 2]], sampleRateHz: 1, startTimeS: 9)
    XCTAssertThrowsError(try AlignedStreams(of: [early, late], sampleRateHz: 10)) {
      XCTAssertEqual(
        "\($0)", "alignment: expected streams that share a stretch of time, found 9.0 s to 1.0 s")
    }
    XCTAssertThrowsError(try AlignedStreams(of: [], sampleRateHz: 10))
    XCTAssertThrowsError(try AlignedStreams(of: [early], sampleRateHz: .nan))
    let empty = DeviceStream(name: "c", channels: [], sampleRateHz: 1)
    XCTAssertThrowsError(try AlignedStreams(of: [early, empty], sampleRateHz: 1))
  }
}
