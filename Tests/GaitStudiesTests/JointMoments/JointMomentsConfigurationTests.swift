import Foundation
import GaitModels
import GaitStudies
import XCTest

/// What the settings of the joint-moment study refuse.
final class JointMomentsConfigurationTests: XCTestCase {
  private func error(_ json: String) -> ConfigurationError? {
    do {
      _ = try JointMomentsConfiguration.decoded(from: Data(json.utf8), model: "joint-moments")
      return nil
    } catch { return error as? ConfigurationError }
  }

  func testUnknownChannelsAreRefusedByName() throws {
    for (key, json) in [
      (
        "motionChannels", #"{"motionChannels": ["ipsilateral.hip.angle", "ipsilateral.hip.angel"]}"#
      ),
      ("muscleChannels", #"{"muscleChannels": ["ipsilateral.hip.angel"]}"#),
    ] {
      guard case .invalidValue(let model, let found, _, let name)? = error(json) else {
        XCTFail("\(key) is accepted")
        continue
      }
      XCTAssertEqual([model, found, name], ["joint-moments", key, "ipsilateral.hip.angel"])
    }
  }

  func testTheEnsembleIsMadeOfMembers() {
    XCTAssertNil(error(#"{"ensemble": ["cross-lstm", "boosting"]}"#))
    XCTAssertNil(error(#"{"networks": ["tcn"], "ensemble": ["tcn", "ridge"]}"#))
    XCTAssertNotNil(error(#"{"networks": ["lstm"]}"#), "the default ensemble needs its network")
    XCTAssertNotNil(error(#"{"ensemble": []}"#))
    XCTAssertNotNil(error(#"{"ensemble": ["ridge", "ridge"]}"#))
    XCTAssertNotNil(error(#"{"networks": ["ffn"]}"#))
    XCTAssertNotNil(error(#"{"muscleChannels": []}"#), "the Cross-LSTM has a second stream")
  }

  func testNumbersThatNothingCanBeFittedWithAreRefused() {
    for json in [
      #"{"kernelPenalty": 0}"#, #"{"kernelWidth": -1}"#, #"{"boosting": {"rounds": 0}}"#,
      #"{"boosting": {"columnFraction": 1.5}}"#, #"{"contextFrames": []}"#, #"{"heads": 5}"#,
      #"{"boosting": {"leaves": 1}}"#, #"{"boosting": {"learningRate": 0}}"#,
    ] { XCTAssertNotNil(error(json), json) }
  }
}
