import Foundation
import GaitRecords
import XCTest

final class EMGRecordTests: XCTestCase {
  private func record(_ qualities: [EMGQuality]) -> EMGRecord {
    let places: [(Muscle, Side)] = [
      (.rectusFemoris, .left), (.soleus, .left), (.rectusFemoris, .right),
    ]
    let electrodes = zip(places, qualities).map {
      EMGRecord.Electrode(muscle: $0.0, side: $0.1, quality: $1)
    }
    let channels = places.map { Channel(name: "\($0.1)\($0.0)", unit: .volt) }
    return EMGRecord(
      signal: SampledSignal(channels: channels, sampleRateHz: 1000, samples: [1, 2, 3]),
      electrodes: electrodes)
  }

  func testASideIsUsableOnlyIfEveryElectrodeIs() {
    let emg = record([.ok, .saturated, .ok])
    XCTAssertFalse(emg.isUsable(.left))
    XCTAssertTrue(emg.isUsable(.right))
    XCTAssertFalse(emg.isFlat(.left))
    XCTAssertTrue(record([.flat, .flat, .ok]).isFlat(.left))
  }

  func testASideWithoutElectrodesIsNeitherUsableNorFlat() {
    let emg = EMGRecord(
      signal: SampledSignal(channels: [], sampleRateHz: 1000, samples: []), electrodes: [])
    XCTAssertFalse(emg.isUsable(.left))
    XCTAssertFalse(emg.isFlat(.left))
  }

  func testFindsTheChannelOfAMuscle() {
    XCTAssertEqual(record([.ok, .ok, .ok]).channel(of: .soleus, .left), 1)
    XCTAssertNil(record([.ok, .ok, .ok]).channel(of: .soleus, .right))
  }

  func testMusclesAndSegmentsAreCodedAsPlainStrings() throws {
    XCTAssertEqual(try JSONEncoder().encode([Muscle.soleus]), Data(#"["soleus"]"#.utf8))
    let segments = try JSONDecoder().decode([BodySegment].self, from: Data(#"["shank"]"#.utf8))
    XCTAssertEqual(segments, [.shank])
  }
}
