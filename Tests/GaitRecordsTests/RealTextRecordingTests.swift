import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// Real recordings in text formats hold what pandas reads in them.
final class RealTextRecordingTests: XCTestCase {
  private typealias Channels = [(name: String, values: [Double])]

  /// A signal's samples in the units of its file.
  private func channels(_ signal: SampledSignal?, prefix: String = "") -> Channels {
    guard let signal else { return [] }
    return signal.channels.enumerated().map { place, channel in
      let factor = channel.sourceUnit.siFactor
      return (prefix + channel.name, signal.values(ofChannel: place).map { Double($0) / factor })
    }
  }

  private func channels(_ imu: IMURecord, prefix: String = "") -> Channels {
    [imu.acceleration, imu.angularRate, imu.magneticField].flatMap {
      channels($0, prefix: prefix)
    }
  }

  private func channels(of url: URL, _ path: String) throws -> Channels {
    if path.hasSuffix(".trigno") {
      let tracks = try TrignoRecording.read(url).recording.tracks
      return tracks.map { ($0.label, channels($0.signal)[0].values) }
    }
    if path.hasSuffix(".trc") { return channels(try TRCFile.read(url).file.markers.signal) }
    if path.hasSuffix(".anc") { return channels(try AnalogTextFile.read(url).file.signal) }
    if path.contains("Xsens/") || path.hasPrefix("xsens-gait/") {
      return channels(try XsensTextFile.read(url).file.imu)
    }
    if path.contains("vicon-csv/") {
      return try ViconTextFile.read(url).file.sections.flatMap { channels($0.signal) }
    }
    if path.contains("APDM/") {
      return try APDMTextFile.read(url).file.monitors.flatMap {
        channels($0.imu, prefix: "\($0.label)/")
      }
    }
    if path.hasPrefix("uci-emg-knee/") {
      let log = try LowerLimbLog.read(url).log
      return channels(log.emg.signal) + channels(log.kneeAngle)
    }
    let table = try DelimitedTable(contentsOf: url, textColumns: .detected)
    return try table.columnNames.map { ($0, try table.numbers($0)) }
  }

  func testEveryChannelHasTheCountMeanAndExtremesThatPandasFinds() throws {
    let root = try realData("")
    let expected: [String: [String: [Double]]] = try Fixture.json(
      "reference/text-recordings-real.json")
    XCTAssertGreaterThan(expected.count, 100)
    for (path, wanted) in expected {
      let found = Dictionary(
        try channels(of: root.appendingPathComponent(path), path).map { ($0.name, $0.values) },
        uniquingKeysWith: { first, _ in first })
      for (name, numbers) in wanted {
        guard let values = found[name]?.filter({ !$0.isNaN }) else {
          XCTAssertEqual(numbers[0], 0, "\(path): no channel \(name) in \(found.keys.sorted())")
          continue
        }
        let statistics = [
          Double(values.count), values.reduce(0, +) / Double(max(values.count, 1)),
          values.min() ?? 0, values.max() ?? 0,
        ]
        // Samples are held in single precision.
        let scale = max(abs(numbers[2]), abs(numbers[3]))
        assertClose(statistics, numbers, absolute: 1e-6 * scale, "\(path) \(name):")
      }
    }
  }

  func testClinicalTablesReadWithTheirWords() throws {
    let barthel = try DelimitedTable(
      contentsOf: realData("clinical/stroke_barthel_weekly.csv"), textColumns: .detected)
    XCTAssertEqual(Set(try barthel.text("group")), ["A", "B", "C"])
    for week in 1...8 {
      for score in try barthel.numbers("week\(week)") {
        XCTAssertTrue(ClinicalScale.barthel.contains(score), "\(score)")
      }
    }
    let balance = try DelimitedTable(
      contentsOf: realData("balance-bds/BDSinfo.txt"), textColumns: .detected)
    XCTAssertEqual(balance.rowCount, 13)
    for score in try balance.numbers("Best_T") {
      XCTAssertTrue(ClinicalScale.miniBESTest.contains(score), "\(score)")
    }
    let arthritis = try DelimitedTable(
      contentsOf: realData("clinical/arthritis_treatment.csv"), textColumns: .detected)
    XCTAssertEqual(Set(try arthritis.text("Improved")), ["None", "Some", "Marked"])
    let elderly = try DelimitedTable(
      contentsOf: realData("elderly-emg-force/demographics.csv"), textColumns: .detected)
    for score in try elderly.numbers("berg_balance_score") {
      XCTAssertTrue(ClinicalScale.bergBalance.contains(score), "\(score)")
    }
  }
}
