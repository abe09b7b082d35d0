import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

func summary(of url: URL) throws -> [String] {
  RecordInspection(try RecordContents(reading: url)).lines
}

func convert(_ input: URL, to output: URL, device: String? = nil) throws -> [String] {
  let contents = try RecordContents(reading: input)
  let target = try ConversionTarget(output, for: contents)
  return try RecordConversion(contents, device: device).write(to: output, as: target)
}

/// The code that the page on inspecting and converting shows.
final class InspectingPageTests: XCTestCase {
  func testTheCodeOfThePageDoesWhatThePageSays() throws {
    let input = Fixture.url("records/c3d/intel-real.c3d")
    XCTAssertEqual(try summary(of: input).first, "intel-real.c3d: C3D, intel, floats")
    let output = try temporaryFolder(self).appendingPathComponent("markers.trc")
    let lost = try convert(input, to: output, device: "points")
    XCTAssert(lost.contains("left out as asked: analog"), "\(lost)")
    XCTAssertEqual(try summary(of: output).first, "markers.trc: TRC")
  }

  func testThePageShowsTheCodeThatIsTested() throws {
    try assertPage(
      "InspectingAndConverting", showsPartsOf: ["GaitRecordsTests/InspectingPageTests.swift"])
  }
}
