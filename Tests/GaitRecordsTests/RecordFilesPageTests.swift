import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

func peakForces(_ url: URL) throws -> [Float] {
  let (file, _) = try C3DFile.read(url)
  return file.groundReactions.compactMap { $0.signal.values(ofChannel: 2).max() }
}

func sampleRates(_ url: URL) throws -> [String: Double] {
  let (recording, _) = try EDFFile.read(url)
  return Dictionary(
    uniqueKeysWithValues: recording.signals.map {
      ($0.samples.channels[0].name, $0.samples.sampleRateHz)
    })
}

func store(_ samples: [Float], in url: URL) throws {
  let array = NumPyArray(.floats(samples), shape: [samples.count / 3, 3])
  try NumPyArchive([.init(name: "forces", array: array)]).write(to: url)
}

func intensities(_ url: URL) throws -> [Float] {
  try GreyImage.read(url).image.intensities
}

/// The code that the page on files of records shows.
final class RecordFilesPageTests: XCTestCase {
  func testTheCodeOfThePageDoesWhatThePageSays() throws {
    XCTAssertEqual(try peakForces(Fixture.url("records/c3d/intel-real.c3d")), [720])
    XCTAssertEqual(
      try sampleRates(Fixture.url("records/edf/plus.edf")),
      ["EMG TA": 100, "Force": 20, "EMG TA.1": 50])
    let url = try temporaryFolder(self).appendingPathComponent("forces.npz")
    try store([1, 2, 3, 4, 5, 6], in: url)
    XCTAssertEqual(
      try NumPyArchive.read(url).archive["forces"],
      NumPyArray(.floats([1, 2, 3, 4, 5, 6]), shape: [2, 3]))
    let found = try intensities(Fixture.url("records/images/type0-1.png"))
    XCTAssertEqual(Set(found), [0, 1])
  }

  func testThePageShowsTheCodeThatIsTested() throws {
    try assertPage("RecordFiles", showsPartsOf: ["GaitRecordsTests/RecordFilesPageTests.swift"])
  }
}
