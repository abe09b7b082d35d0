import GaitRecords
import XCTest

final class RecordsDecodingTests: XCTestCase {
  private func trial() throws -> WalkingTrial {
    try XCTUnwrap(try WalkingFolder(walkingFixture).read().trials.first)
  }

  /// Decodes a value after its JSON was changed.
  private func decode<Value: Codable>(
    _ value: Value, _ change: (inout [String: Any]) -> Void
  ) throws -> Value {
    let data = try JSONEncoder().encode(value)
    var object = try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
    change(&object)
    let changed = try JSONSerialization.data(withJSONObject: object)
    return try JSONDecoder().decode(Value.self, from: changed)
  }

  private func expectCorrupted(
    file: StaticString = #filePath, line: UInt = #line, _ work: () throws -> some Any
  ) {
    XCTAssertThrowsError(try work(), file: file, line: line) { error in
      guard case .dataCorrupted? = error as? DecodingError else {
        return XCTFail("\(error)", file: file, line: line)
      }
    }
  }

  func testUnchangedRecordsSurvive() throws {
    let trial = try trial()
    XCTAssertEqual(try decode(trial) { _ in }, trial)
  }

  func testSignalsThatDoNotFitTogetherAreRefused() throws {
    let motion = try trial().motion
    expectCorrupted { try decode(motion) { $0["stance"] = $0["jointAngles"] } }
    expectCorrupted {
      try decode(motion) {
        guard var moments = $0["jointMoments"] as? [String: Any] else { return }
        moments["sampleRateHz"] = 50
        $0["jointMoments"] = moments
      }
    }
  }

  func testTooFewElectrodesAreRefused() throws {
    let emg = try XCTUnwrap(try trial().emg)
    expectCorrupted { try decode(emg) { $0["electrodes"] = [Any]() } }
  }

  func testAPlateWithoutSixChannelsIsRefused() throws {
    let trial = try trial()
    let stance = try JSONSerialization.jsonObject(
      with: JSONEncoder().encode(trial.motion.stance))
    expectCorrupted { try decode(trial.forcePlates[0]) { $0["signal"] = stance } }
  }
}
