import Foundation
import GaitData
import GaitRecords
import GaitTestSupport
import XCTest

/// EMG envelopes of a leg.
final class MuscleEnvelopesTests: XCTestCase {
  /// Bursts of 100 Hz whose height is given by time; electrodes in the order of the list.
  private func record(
    _ electrodes: [EMGRecord.Electrode], rateHz: Double = 1000, seconds: Double = 2,
    _ height: (Int, Double) -> Double
  ) -> EMGRecord {
    var samples: [Float] = []
    for frame in 0..<Int(seconds * rateHz) {
      let time = Double(frame) / rateHz
      for channel in electrodes.indices {
        samples.append(Float(height(channel, time) * sin(2 * .pi * 100 * time)))
      }
    }
    return EMGRecord(
      signal: SampledSignal(
        channels: electrodes.indices.map { Channel(name: "EMG\($0)", unit: .volt) },
        sampleRateHz: rateHz, samples: samples),
      electrodes: electrodes)
  }

  private func slow(_ time: Double) -> Double { 1 + 0.5 * sin(2 * .pi * time) }

  func testABurstsHeightComesOutStandardized() throws {
    var made = SyntheticTrial()
    made.emg = record([.init(muscle: .hamstrings, side: .left)]) { _, time in slow(time) }
    let legs = try LegRecording.legs(of: made.trial)
    let own = try XCTUnwrap(legs[0].muscles["ipsilateral.hamstrings"])
    let other = try XCTUnwrap(legs[1].muscles["contralateral.hamstrings"])
    XCTAssertEqual(own, other)
    XCTAssertEqual(legs[0].muscles.channels.count, 1)
    // The ends, where the filters meet the padding, are cut off at two deviations.
    XCTAssertEqual(own.reduce(0, +) / 200, 0, accuracy: 0.02)
    XCTAssertEqual(own.reduce(0) { $0 + $1 * $1 } / 200, 1, accuracy: 0.05)
    XCTAssertGreaterThanOrEqual(own.min() ?? 0, -2)
    // Away from them it is the sine that the bursts' height is.
    let period = Array(own[50..<150])
    let mean = period.reduce(0, +) / 100
    let amplitude = sqrt(2 * period.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100)
    assertClose(
      period.map { ($0 - mean) / amplitude }, (50..<150).map { sin(2 * .pi * Double($0) / 100) },
      absolute: 0.01)
  }

  func testGainsOfAmplifiersDropOut() throws {
    var made = SyntheticTrial()
    let electrode = EMGRecord.Electrode(muscle: .gastrocnemius, side: .left)
    made.emg = record([electrode]) { _, time in slow(time) }
    let one = try XCTUnwrap(
      try LegRecording.legs(of: made.trial)[0].muscles["ipsilateral.gastrocnemius"])
    made.emg = record([electrode]) { _, time in 0.001 * slow(time) }
    let other = try LegRecording.legs(of: made.trial)[0].muscles["ipsilateral.gastrocnemius"]
    assertClose(try XCTUnwrap(other), one, absolute: 1e-4)
  }

  func testDeadSaturatedAndConstantChannelsAreAbsent() throws {
    var made = SyntheticTrial()
    made.emg = record([
      .init(muscle: .rectusFemoris, side: .left, quality: .flat),
      .init(muscle: .hamstrings, side: .left, quality: .saturated),
      .init(muscle: .gastrocnemius, side: .left),
      .init(muscle: .tibialisAnterior, side: .left),
    ]) { channel, time in channel == 2 ? 0 : slow(time) }
    let legs = try LegRecording.legs(of: made.trial)
    XCTAssertEqual(Array(legs[0].muscles.channels.keys), ["ipsilateral.tibialisAnterior"])
    XCTAssertEqual(Array(legs[1].muscles.channels.keys), ["contralateral.tibialisAnterior"])
    XCTAssertEqual(try LegRecording.legs(of: SyntheticTrial().trial)[0].muscles.channels.count, 0)
  }

  func testFramesBehindTheEndOfTheEMGReadTheMean() throws {
    var made = SyntheticTrial()
    made.emg = record([.init(muscle: .hamstrings, side: .left)], seconds: 1.5) { _, time in
      slow(time)
    }
    let own = try XCTUnwrap(
      try LegRecording.legs(of: made.trial)[0].muscles["ipsilateral.hamstrings"])
    XCTAssertEqual(Array(own[150...]), [Double](repeating: 0, count: 50))
    XCTAssertEqual(own[..<150].reduce(0, +) / 150, 0, accuracy: 0.02)
  }
}
