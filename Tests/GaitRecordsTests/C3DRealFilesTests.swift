import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// What ezc3d reads from a real file: counts, and statistics of some points and of every channel.
private struct Reading: Decodable {
  struct Plate: Decodable {
    var frame: Int
    var units: [String]
    var meanForce: [Double?]
    var force: [Double?]
    var centre: [Double?]
    var turning: [Double?]
  }

  var error: String?
  var points: Int?
  var frames: Int?
  var channels: Int?
  var rate: Double?
  var analogRate: Double?
  var firstFrame: Int?
  var picked: [Int]?
  var present: [Int]?
  var means: [[Double?]]?
  var analogMeans: [Double]?
  var analogDeviations: [Double]?
  var plates: [Plate]?
}

/// Recordings of laboratories, against ezc3d's readings of them.
final class C3DRealFilesTests: XCTestCase {
  /// Files that are broken as their source says, with the start of what the reader says.
  private let broken = [
    "c3d/btk-others/Empty.c3d": "Empty.c3d, byte 0, header: expected 512 bytes, found 0",
    "c3d/btk-others/badParameterOffset.c3d": "badParameterOffset.c3d, byte ",
    "c3d/c3d.org/sample18/bad_parameter_section.c3d": "bad_parameter_section.c3d, byte ",
  ]

  func testEveryFileReadsAsEZC3DReadsItOrFailsAsItsSourceSays() throws {
    let root = try realData("")
    let readings: [String: Reading] = try Fixture.json("reference/c3d-real.json")
    let found = try XCTUnwrap(FileManager.default.enumerator(atPath: root.path))
      .compactMap { $0 as? String }.filter { $0.lowercased().hasSuffix(".c3d") }
    XCTAssertEqual(found.count, readings.count)
    for path in found.sorted() {
      let url = root.appendingPathComponent(path)
      guard let start = broken[path] else {
        let (file, _) = try C3DFile.read(url)
        XCTAssertGreaterThan(file.frameCount, 0, path)
        if let reading = readings[path], reading.error == nil { compare(file, reading, path) }
        continue
      }
      XCTAssertThrowsError(try C3DFile.read(url), path) { error in
        XCTAssert("\(error)".hasPrefix(start), "\(error)")
      }
    }
  }

  private func compare(_ file: C3DFile, _ reading: Reading, _ path: String) {
    XCTAssertEqual(file.pointLabels.count, reading.points, path)
    XCTAssertEqual(file.frameCount, reading.frames, path)
    XCTAssertEqual(file.analog.channelCount, reading.channels, path)
    XCTAssertEqual(file.firstFrame, reading.firstFrame, path)
    assertClose([file.pointRateHz], [reading.rate ?? 0], relative: 1e-6, path)
    if file.analog.channelCount > 0 {
      assertClose([file.analog.sampleRateHz], [reading.analogRate ?? 0], relative: 1e-6, path)
    }
    for (place, point) in (reading.picked ?? []).enumerated() {
      for axis in 0..<3 {
        let channel = 3 * point + axis
        let factor = file.points.channels[channel].sourceUnit.siFactor
        let values = file.points.values(ofChannel: channel).filter { !$0.isNaN }
        XCTAssertEqual(values.count, reading.present?[place], "\(path) point \(point)")
        guard let mean = reading.means?[place][axis] else { continue }
        assertClose(
          [self.mean(values) / factor], [mean], absolute: 2e-3, relative: 1e-5,
          "\(path) \(file.points.channels[channel].name)")
      }
    }
    for channel in 0..<file.analog.channelCount {
      let factor = file.analog.channels[channel].sourceUnit.siFactor
      let values = file.analog.values(ofChannel: channel)
      let mean = mean(values)
      let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      let deviation = (variance / Double(values.count)).squareRoot() / factor
      let expected = reading.analogDeviations?[channel] ?? 0
      assertClose(
        [mean / factor], [reading.analogMeans?[channel] ?? 0], absolute: 1e-5 * expected + 1e-7,
        relative: 1e-5, "\(path) mean of \(file.analog.channels[channel].name)")
      assertClose([deviation], [expected], absolute: 1e-7, relative: 1e-4, path)
    }
    for (place, plate) in (reading.plates ?? []).enumerated() {
      guard let reaction = file.groundReactions.first(where: { $0.number == place + 1 }) else {
        XCTFail("\(path): plate \(place + 1) is missing")
        continue
      }
      compare(reaction, plate, "\(path) plate \(place + 1)")
    }
  }

  private func compare(_ reaction: GroundReactionRecord, _ plate: Reading.Plate, _ path: String) {
    let frame = plate.frame
    func row(_ start: Int) -> [Double] {
      (start..<start + 3).map { Double(reaction.signal[frame, $0] ?? .nan) }
    }
    let size = (plate.force.compactMap { $0 }.map(abs).max() ?? 0) * 1e-4 + 1e-3
    assertClose(row(0), plate.force.map { $0 ?? .nan }, absolute: size, "\(path) force")
    let means = (0..<3).map { mean(reaction.signal.values(ofChannel: $0)) }
    assertClose(means, plate.meanForce.map { $0 ?? .nan }, absolute: size, "\(path) mean force")
    // The reader of the reference knows millimetres and metres only, and gives centres even where
    // nobody stands.
    guard abs(plate.force[2] ?? 0) > 50, plate.units[0] != "mete" else { return }
    // With plates of eight forces the reference leaves the plate's axes; its free moment is tilted.
    let isTilted = path.contains("FP_Type3")
    assertClose(
      row(3), plate.centre.map { $0 ?? .nan }, absolute: isTilted ? 1e-3 : 1e-4, "\(path) centre")
    let axes = isTilted ? 2..<3 : 0..<3
    assertClose(
      row(6)[axes], plate.turning[axes].map { $0 ?? .nan }, absolute: 2e-3, relative: 1e-4,
      "\(path) turning")
  }

  func testSixEncodingsOfOneTrialGiveIdenticalArrays() throws {
    let folder = try realData("c3d/c3d.org/sample01")
    let names = ["pi", "pr", "si", "sr", "vi", "vr"]
    let files = try names.map {
      try C3DFile.read(folder.appendingPathComponent("Eb015\($0).c3d")).file
    }
    for (name, file) in zip(names, files) {
      assertSameBits(file.points.samples, files[0].points.samples, name)
      assertSameBits(file.analog.samples, files[0].analog.samples, name)
      XCTAssertEqual(file.points.channels, files[0].points.channels, name)
    }
    XCTAssertEqual(files[0].analog.frameCount, 1800)
  }

  func testModelOutputsAndEventsAreThoseOfTheTextFilesMadeFromTheTrial() throws {
    let root = try realData("biomechzoo-gait")
    let (file, _) = try C3DFile.read(
      root.appendingPathComponent("c3d/HC002D/Straight/HC002D06.c3d"))
    let (trial, _) = try WalkingFolder.readTrial(
      root.appendingPathComponent("csv/HC002D06_straight_kin100Hz.csv"))
    let (motion, report) = file.motionRecord(momentScale: .perBodyMass)
    XCTAssertTrue(report.warnings.isEmpty, "\(report.warnings)")
    for (found, wanted) in [
      (motion.jointAngles, trial.motion.jointAngles),
      (motion.jointMoments, trial.motion.jointMoments),
      (motion.groundReaction, trial.motion.groundReaction),
      (motion.jointCentres, trial.motion.jointCentres),
    ] {
      XCTAssertEqual(found.channels.map(\.name), wanted.channels.map(\.name))
      assertClose(found.samples, wanted.samples, absolute: 2e-5, relative: 1e-4)
    }
    XCTAssertEqual(file.gaitEvents.count, trial.events.count)
    for (found, wanted) in zip(file.gaitEvents, trial.events) {
      XCTAssertEqual(found.side, wanted.side)
      XCTAssertEqual(found.kind, wanted.kind)
    }
  }

  private func mean(_ values: [Float]) -> Double {
    values.reduce(0) { $0 + Double($1) } / Double(values.count)
  }
}
