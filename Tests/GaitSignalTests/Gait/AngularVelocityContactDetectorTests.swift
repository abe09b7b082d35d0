import Foundation
import GaitSignal
import XCTest

final class AngularVelocityContactDetectorTests: XCTestCase {
  /// Bells of given height and width at given times.
  private func shank(_ strides: Int, period: Double, rate: Double) -> [Double] {
    (0..<Int((Double(strides) * period + 0.5) * rate)).map { frame in
      let time = Double(frame) / rate
      var value = 0.0
      for stride in 0...strides {
        let start = Double(stride) * period
        // Foot-off at 0.2 s, mid-swing at 0.4 s, initial contact at 0.6 s of each period.
        for (place, height) in [(0.2, -2.5), (0.4, 5.0), (0.6, -2.0)] {
          value += height * exp(-pow((time - start - place) / 0.04, 2))
        }
      }
      return value
    }
  }

  func testDipsBesideMidSwingAreTheEvents() throws {
    let signal = shank(5, period: 1.1, rate: 200)
    let detector = AngularVelocityContactDetector()
    let swings = try detector.swings(angularVelocity: signal, sampleRateHz: 200, startTimeS: 3)
    XCTAssertEqual(swings.count, 6)
    for (stride, swing) in swings.enumerated() {
      let start = 3 + 1.1 * Double(stride)
      XCTAssertEqual(swing.midSwingS, start + 0.4, accuracy: 0.005)
      if let footOff = swing.footOffS { XCTAssertEqual(footOff, start + 0.2, accuracy: 0.01) }
      if stride < 5 {
        XCTAssertNotNil(swing.footOffS)
        XCTAssertEqual(try XCTUnwrap(swing.initialContactS), start + 0.6, accuracy: 0.005)
      }
    }
  }

  func testContactsLieBetweenSwings() throws {
    let signal = shank(5, period: 1.1, rate: 200)
    let contacts = try AngularVelocityContactDetector().contacts(
      angularVelocity: signal, sampleRateHz: 200)
    XCTAssertEqual(contacts.first?.initialContactS, nil)
    for contact in contacts.dropFirst().dropLast() {
      XCTAssertEqual(try XCTUnwrap(contact.durationS), 0.7, accuracy: 0.01)
    }
    let strides = StrideRules().strides(of: contacts, trials: [0...6])
    XCTAssertEqual(strides.cycles.count, 4)
    for cycle in strides.cycles { XCTAssertEqual(cycle.durationS, 1.1, accuracy: 1e-3) }
  }

  func testASmallerPeakSoonAfterMidSwingIsNoSwing() throws {
    var signal = shank(3, period: 1.1, rate: 200)
    for frame in signal.indices {
      signal[frame] += 1.5 * exp(-pow((Double(frame) / 200 - 1.68) / 0.02, 2))
    }
    let swings = try AngularVelocityContactDetector().swings(
      angularVelocity: signal, sampleRateHz: 200)
    XCTAssertEqual(swings.count, 4)
  }

  func testTheWrongSignMovesTheContactsToWhereNoFootLands() throws {
    let signal = shank(5, period: 1.1, rate: 200).map { -$0 }
    let contacts = try AngularVelocityContactDetector().contacts(
      angularVelocity: signal, sampleRateHz: 200)
    let right = contacts.compactMap(\.initialContactS).filter { time in
      abs((time - 0.6).remainder(dividingBy: 1.1)) < 0.05
    }
    XCTAssertEqual(right, [])
  }

  func testNothingIsFoundAcrossAGap() throws {
    var signal = shank(3, period: 1.1, rate: 200)
    // The landing of the second swing is missing.
    for frame in 310..<370 { signal[frame] = .nan }
    let swings = try AngularVelocityContactDetector().swings(
      angularVelocity: signal, sampleRateHz: 200)
    // The last landing lies behind the recording.
    XCTAssertEqual(swings.map { $0.initialContactS == nil }, [false, true, false, true])
    XCTAssertEqual(
      try AngularVelocityContactDetector().swings(
        angularVelocity: [], sampleRateHz: 200), [])
  }
}
