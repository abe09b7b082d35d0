import Foundation
import GaitTestSupport
import GaitTraining
import XCTest

final class TensorBoardEventsTests: XCTestCase {
  /// The fixture was read by TensorBoard's own reader: see the generator beside it.
  func testTheBytesAreThoseThatTensorBoardRead() throws {
    XCTAssertEqual(Self.events.data, try Fixture.data("reference/tensorboard-events.tfevents"))
  }

  func testTheFirstRecordNamesTheVersionOfTheFormat() {
    // Length 24, its checksum, then field 1 (the time, zero) and field 3 (the version).
    let data = TensorBoardEvents().data
    XCTAssertEqual(data.count, 8 + 4 + 24 + 4)
    XCTAssertEqual(Array(data.prefix(8)), [24, 0, 0, 0, 0, 0, 0, 0])
    XCTAssertEqual(String(decoding: data[23..<36], as: UTF8.self), "brain.Event:2")
  }

  func testAHistogramOfNothingFiniteAddsNothing() {
    var events = TensorBoardEvents()
    let before = events.data
    events.addHistogram("weights", [.nan, .infinity], step: 1)
    XCTAssertEqual(events.data, before)
  }

  private static var events: TensorBoardEvents {
    var events = TensorBoardEvents()
    events.addScalar("loss/training", 0.5, step: 1)
    events.addScalar("loss/training", 0.25, step: 2)
    events.addScalar("loss/training", -1.5, step: 300)
    events.addHistogram("weights", [0, 1, 2, 3, .nan], step: 2, bins: 3)
    events.addText("configuration", "**seed** 0", step: 0)
    return events
  }
}
