import Foundation
import GaitData
import GaitTestSupport
import XCTest

/// Means and deviations of training people, and what they do to others.
final class ChannelScalerTests: XCTestCase {
  private func set(_ channels: [String: [Double]]) -> LegChannelSet {
    var set = LegChannelSet(frameCount: channels.values.first?.count ?? 0)
    for (name, values) in channels { set.add(name, values) }
    return set
  }

  func testStatisticsArePooledOverAllFramesOfTrainingPeople() {
    let scaler = ChannelScaler(
      names: ["a"], fittedOn: [set(["a": [1, 2, 3]]), set(["a": [6]]), set(["b": [100]])])
    XCTAssertEqual(scaler.means, [3])
    // Squares of -2, -1, 0, 3 over four frames.
    assertClose(scaler.deviations, [sqrt(3.5)], relative: 1e-15)
    let matrix = scaler.matrix(set(["a": [3, 3 + sqrt(3.5)]]))
    assertClose(matrix.values, [0, 1], absolute: 1e-7)
    XCTAssertEqual([matrix.frameCount, matrix.channelCount], [2, 1])
  }

  func testChangingTestPeopleByAnyAmountLeavesTheParametersBitEqual() {
    let training = [
      set(["a": [1, 2, 4], "b": [0.1, 0.7, 0.2]]), set(["a": [8, 3], "b": [1, 1]]),
    ]
    let names = ["a", "b"]
    let scaler = ChannelScaler(names: names, fittedOn: training)
    for factor in [1, -1e30, Double.nan, Double.infinity] {
      // Fitting takes training people alone; transforming test people must not touch it either.
      let test = set(["a": [factor, 2 * factor], "b": [factor, 0]])
      _ = scaler.matrix(test)
      let again = ChannelScaler(names: names, fittedOn: training)
      XCTAssertEqual(scaler.means.map(\.bitPattern), again.means.map(\.bitPattern))
      XCTAssertEqual(scaler.deviations.map(\.bitPattern), again.deviations.map(\.bitPattern))
    }
  }

  func testAbsentAndFlatChannelsReadZero() {
    let scaler = ChannelScaler(
      names: ["a", "flat", "absent"],
      fittedOn: [set(["a": [1, 3], "flat": [0.1 + 0.2, 0.3]])])
    XCTAssertEqual(scaler.deviations[1...], [0, 0])
    let other = scaler.matrix(set(["a": [3, 1], "flat": [9, 8], "absent": [7, 6]]))
    XCTAssertEqual(other.values, [1, 0, 0, -1, 0, 0])
    let without = scaler.matrix(set(["flat": [9, 8]]))
    XCTAssertEqual(without.values, [Float](repeating: 0, count: 6))
  }

  func testColumnsKeepTheOrderOfTheNames() {
    let scaler = ChannelScaler(
      names: ["z", "a"], fittedOn: [set(["a": [0, 2], "z": [0, 20]])])
    XCTAssertEqual(scaler.matrix(set(["a": [2], "z": [0]])).values, [-1, 1])
  }

  func testSurvivesJSONBitForBit() throws {
    let scaler = ChannelScaler(
      names: ["a"], fittedOn: [set(["a": (0..<17).map { sin(Double($0)) * 1e-3 }])])
    let read = try JSONDecoder().decode(
      ChannelScaler.self, from: try JSONEncoder().encode(scaler))
    XCTAssertEqual(read, scaler)
  }
}
