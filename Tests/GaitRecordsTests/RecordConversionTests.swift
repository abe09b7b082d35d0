import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// What is converted and read again holds the same values, and what is lost is said.
final class RecordConversionTests: XCTestCase {
  private func read(_ path: String) throws -> RecordContents {
    try RecordContents(reading: Fixture.url("records/\(path)"))
  }

  /// Writes contents and reads what was written.
  private func trip(
    _ contents: RecordContents, _ name: String, device: String? = nil,
    as target: ConversionTarget? = nil
  ) throws -> (RecordContents, lost: [String]) {
    let url = try temporaryFolder(self).appendingPathComponent(name)
    let conversion = try RecordConversion(contents, device: device)
    let lost = try conversion.write(
      to: url, as: try target ?? ConversionTarget(url, for: contents))
    return (try RecordContents(reading: url), lost)
  }

  private func assertSame(
    _ found: SampledSignal, _ expected: SampledSignal, relative: Float = 1e-6,
    checksNames: Bool = true, _ message: String, line: UInt = #line
  ) {
    XCTAssertEqual(found.channelCount, expected.channelCount, message, line: line)
    guard found.samples.count == expected.samples.count else {
      return XCTFail(
        "\(message): \(found.samples.count) samples, not \(expected.samples.count)", line: line)
    }
    if checksNames {
      XCTAssertEqual(
        found.channels.map(\.name), expected.channels.map(\.name), message, line: line)
    }
    XCTAssertEqual(
      found.sampleRateHz, expected.sampleRateHz, accuracy: 1e-4 * expected.sampleRateHz, message,
      line: line)
    XCTAssertEqual(found.startTimeS, expected.startTimeS, accuracy: 1e-6, message, line: line)
    assertClose(
      found.samples, expected.samples, relative: Double(relative), message, line: line)
  }

  func testMarkersKeepTheirPathsInEveryFormatForMarkers() throws {
    let contents = try read("trc/plain.trc")
    let markers = try XCTUnwrap(contents.device("markers")).signal
    for name in ["m.trc", "m.csv", "m.tsv", "m.c3d", "m.npz"] {
      let (copy, lost) = try trip(contents, name)
      let device = try XCTUnwrap(copy.devices.first, name)
      assertSame(device.signal, markers, checksNames: name != "m.c3d", name)
      XCTAssertEqual(
        device.signal.channels.map(\.unit), markers.channels.map(\.unit), "\(name) \(lost)")
    }
  }

  func testForcesAndEMGKeepTheirValuesFromTableToTable() throws {
    let url = try temporaryFolder(self).appendingPathComponent("forces.csv")
    var text = "time[s],Fz[N],EMG[V],knee[rad]\n"
    for frame in 0..<200 {
      let time = Double(frame) / 100
      text += "\(time),\(700 * sin(time)),\(1e-4 * cos(9 * time)),\(frame == 7 ? "" : "\(time)")\n"
    }
    try Data(text.utf8).write(to: url)
    let contents = try RecordContents(reading: url)
    let signal = try XCTUnwrap(contents.devices.first).signal
    for name in ["f.tsv", "f.csv", "f.npz", "f.sto", "f.mot"] {
      let (copy, lost) = try trip(contents, name, device: "table")
      assertSame(try XCTUnwrap(copy.devices.first, name).signal, signal, name)
      let isOpenSim = name.hasSuffix("sto") || name.hasSuffix("mot")
      XCTAssertEqual(lost.contains { $0.contains("OpenSim tells units by labels") }, isOpenSim)
    }
    // The format has no place for one missing sample among others.
    XCTAssertThrowsError(try trip(contents, "f.edf")) { XCTAssert("\($0)".contains("missing")) }
    // A table goes into a table cell by cell.
    let (cells, lost) = try trip(contents, "cells.tsv")
    let (columns, expected) = (
      try XCTUnwrap(cells.sheet).columns, try XCTUnwrap(contents.sheet).columns
    )
    XCTAssertEqual(columns.map(\.name), expected.map(\.name))
    for (column, wanted) in zip(columns, expected) {
      expectEqual(column.numbers, wanted.numbers.map { $0.isNaN ? nil : $0 }, wanted.name)
    }
    XCTAssertEqual(lost, [])
  }

  func testPhysiologicalSignalsKeepTheirRatesToTheBitsOfTheFormat() throws {
    let contents = try read("edf/plus.edf")
    for (name, relative) in [("s.edf", Float(2e-4)), ("s.bdf", 1e-6), ("s.npz", 0)] {
      let (copy, lost) = try trip(contents, name)
      XCTAssertEqual(copy.devices.count, contents.devices.count, name)
      for (own, device) in zip(copy.devices, contents.devices) {
        XCTAssertEqual(
          own.signal.sampleRateHz, device.signal.sampleRateHz, accuracy: 1e-6, name)
        let peak = device.signal.samples.map(abs).max() ?? 0
        assertClose(
          own.signal.samples, device.signal.samples, absolute: Double(2 * relative * peak), name)
      }
      XCTAssertEqual(copy.events.map(\.label), contents.events.map(\.label), name)
      XCTAssertEqual(lost.contains { $0.hasPrefix("precision") }, !name.hasSuffix("npz"), name)
    }
  }

  func testTwoClocksAreRefusedByNameUnlessADeviceIsChosen() throws {
    let contents = try read("c3d/intel-real.c3d")
    for name in ["c.csv", "c.sto", "c.npy", "c"] {
      XCTAssertThrowsError(try trip(contents, name)) {
        XCTAssert("\($0)".contains("one table has one clock, found \"points\" at"), "\($0)")
      }
    }
    let analog = try XCTUnwrap(contents.device("analog")).signal
    let (table, lost) = try trip(contents, "analog.csv", device: "analog")
    assertSame(try XCTUnwrap(table.devices.first).signal, analog, "analog")
    XCTAssert(lost.contains("left out as asked: points"), "\(lost)")
    XCTAssert(lost.contains { $0.hasSuffix("events") }, "\(lost)")
    XCTAssertThrowsError(try RecordConversion(contents, device: "camera")) {
      XCTAssert("\($0)".contains("there are \"points\", \"analog\""), "\($0)")
    }
    let (archive, _) = try trip(contents, "all.npz")
    XCTAssertEqual(archive.devices, contents.devices)
    XCTAssertEqual(archive.events, contents.events)
    let (same, nothing) = try trip(contents, "same.c3d")
    for (own, device) in zip(same.devices, contents.devices) {
      assertSame(own.signal, device.signal, device.name)
    }
    XCTAssertEqual(same.events, contents.events)
    XCTAssertEqual(nothing, [])
  }

  func testAnglesStayInTheUnitOfTheirTable() throws {
    let contents = try read("opensim/ik-v1.mot")
    let signal = try XCTUnwrap(contents.devices.first).signal
    for name in ["a.mot", "a.sto", "a.csv", "a.npz"] {
      let (copy, _) = try trip(contents, name)
      let own = try XCTUnwrap(copy.devices.first).signal
      assertSame(own, signal, name)
      XCTAssertEqual(own.channels.map(\.unit), signal.channels.map(\.unit), name)
    }
  }

  func testInsolesShareOneTable() throws {
    let contents = try read("opengo/fraction.txt")
    let (copy, lost) = try trip(contents, "insoles.csv")
    let channels = contents.devices.reduce(0) { $0 + $1.signal.channelCount }
    XCTAssertEqual(copy.devices.first?.signal.channelCount, channels)
    XCTAssert(lost.contains { $0.hasPrefix("the source's units of") }, "\(lost)")
    let left = try XCTUnwrap(contents.device("left insole")).signal
    let own = try XCTUnwrap(copy.devices.first).signal.selecting(
      channels: Array(0..<left.channelCount))
    assertSame(own, left, "left insole")
  }

  func testFoldersKeepWhatTheirReadersReturned() throws {
    let bids = try read("motionbids")
    let (bidsCopy, _) = try trip(bids, "bids")
    XCTAssertEqual(
      bidsCopy.devices.map(\.signal.samples.count), bids.devices.map(\.signal.samples.count))
    XCTAssertEqual(bidsCopy.people, bids.people)
    let (table, _) = try trip(try read("trc/plain.trc"), "markers")
    assertSame(
      table.devices[0].signal, try read("trc/plain.trc").devices[0].signal, "markers in BIDS")
    let walks = try read("gaitpdb")
    let (walksCopy, lost) = try trip(walks, "walks")
    XCTAssertEqual(walksCopy.members, walks.members)
    XCTAssertEqual(walksCopy.people, walks.people)
    XCTAssertEqual(lost, [])
    let trials = try read("walking")
    XCTAssertEqual(try trip(trials, "trials").0.members, trials.members)
    XCTAssertThrowsError(try trip(trials, "trials.csv")) {
      XCTAssert("\($0)".contains("convert one at a time"), "\($0)")
    }
  }

  func testImagesAndArraysKeepEveryNumber() throws {
    let image = try read("images/type0-8.png")
    for name in ["i.pgm", "i.png"] {
      XCTAssertEqual(try trip(image, name).0.image, image.image, name)
    }
    let array = try trip(image, "i.npy").0
    XCTAssertEqual(array.arrays[0].array.shape, [image.image?.height, image.image?.width])
    XCTAssertEqual(try trip(array, "back.png").0.image, image.image)
    let numbers = try read("numpy/version1.npy")
    let archive = try read("numpy/stored.npz")
    for contents in [numbers, archive] {
      let copy = try trip(contents, "n.npz").0
      XCTAssertEqual(copy.arrays.map(\.name), contents.arrays.map(\.name))
      for (own, entry) in zip(copy.arrays, contents.arrays) {
        XCTAssertEqual(own.array.shape, entry.array.shape, entry.name)
        XCTAssertEqual(own.array.elementType, entry.array.elementType, entry.name)
        assertClose(own.array.doubles, entry.array.doubles, entry.name)
      }
    }
    XCTAssertThrowsError(try trip(archive, "n.csv")) {
      XCTAssert("\($0)".contains("expected one array"), "\($0)")
    }
  }

  func testUnknownExtensionsAndContentsThatDoNotFitAreRefused() throws {
    let markers = try read("trc/plain.trc")
    XCTAssertThrowsError(try trip(markers, "m.xlsx")) {
      XCTAssert("\($0)".contains(".xlsx, m.xlsx: cannot be written: expected .csv"), "\($0)")
    }
    for (name, target) in [
      ("m.png", ConversionTarget.png), ("m", .gaitpdb), ("m", .walking),
    ] {
      XCTAssertThrowsError(try trip(markers, name, as: target)) { XCTAssert($0 is RecordError) }
    }
    XCTAssertThrowsError(try trip(try read("images/type0-8.png"), "i.csv")) {
      XCTAssert($0 is RecordError)
    }
    XCTAssertThrowsError(try trip(try read("edf/plus.edf"), "e.trc")) {
      XCTAssert("\($0)".contains("name_x, name_y, name_z"), "\($0)")
    }
  }
}
