import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class TRCFileTests: XCTestCase {
  func testEveryVariantGivesTheSameMarkers() throws {
    let expected = try TextRecordings()
    for name in expected.files(of: "trc") {
      let (file, _) = try TRCFile.read(Fixture.url("records/\(name)"))
      XCTAssertEqual(file.markers.names.count, 3, name)
      for (channel, source) in file.markers.signal.channels.enumerated() {
        let factor = file.unit == .metre ? 1.0 : 1e-3
        try expected.assertEqual(
          file.markers.signal, channel: channel, name, source.name, factor: factor)
      }
      XCTAssertEqual(file.markers.signal.sampleRateHz, 60, name)
    }
  }

  func testNamesWithBlanksAndFramesThatStartLateAreKept() throws {
    let (file, _) = try TRCFile.read(Fixture.url("records/trc/crlf-trailing-tabs.trc"))
    XCTAssertEqual(file.markers.names, ["R.ASIS", "L.ASIS", "R Heel"])
    XCTAssertEqual(file.firstFrame, 100)
    XCTAssertEqual(file.markers.signal.startTimeS, 1.65)
    XCTAssertNil(file.markers.position(ofMarker: 1, frame: 3))
    XCTAssertNotNil(file.markers.position(ofMarker: 0, frame: 3))
  }

  func testFewerRowsThanTheHeaderSaysIsAWarning() throws {
    let (file, report) = try TRCFile.read(Fixture.url("records/trc/fewer-frames.trc"))
    XCTAssertEqual(file.markers.signal.frameCount, 9)
    XCTAssertEqual(report.warnings.map(\.message), ["the header says 20 frames, found 9"])
  }

  func testWhatIsWrittenReadsBackWithTheSameMarkers() throws {
    let (file, _) = try TRCFile.read(Fixture.url("records/trc/crlf-trailing-tabs.trc"))
    for unit in [PhysicalUnit.millimetre, .metre] {
      var copy = file
      copy.unit = unit
      let (found, report) = try TRCFile.read(copy.encoded(), name: "copy.trc")
      XCTAssertTrue(report.isClean, "\(report.warnings)")
      XCTAssertEqual(found.markers.names, file.markers.names)
      XCTAssertEqual(found.firstFrame, 100)
      assertClose(
        found.markers.signal.samples, file.markers.signal.samples, absolute: 1e-9, relative: 1e-7)
    }
  }

  func testTheTruncatedFileOfTheSamplesFailsWithItsPlace() throws {
    let url = try realData("formats/mocap-text/Truncated.trc")
    expectError(
      "Truncated.trc, line 3: expected the header's values, found the end of the file"
    ) { try TRCFile.read(url) }
  }
}
