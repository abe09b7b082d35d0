import Foundation
import GaitStudies
import GaitTestSupport
import XCTest

/// The features and curves of every real walk against the same definitions in NumPy.
final class InsoleFeatureReferenceTests: XCTestCase {
  private struct Reference: Decodable {
    let people: Int
    let features: [String: [Double]]
    let curves: [[Double]]
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private func deviation(_ values: [Double]) -> Double {
    let middle = mean(values)
    return mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
  }

  func testFeaturesAndCurvesOfRealWalksAgreeWithNumPy() throws {
    guard let root = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
      throw XCTSkip("set GAIT_DATA to the folder of real recordings to run this test")
    }
    let folder = URL(fileURLWithPath: root).appendingPathComponent("gaitpdb")
    let reference: Reference = try Fixture.json("reference/insole-features.json")
    let configuration = InsoleSeverityConfiguration()
    let people = try SeverityData.read(folder, configuration) { _ in }
    XCTAssertEqual(people.count, reference.people)
    let walk = try XCTUnwrap(try SyntheticWalkers(1..<2, for: self).walks.first)
    let names = WalkFeatures(try FootLoads(walk, contactShare: 0.04)).names
    XCTAssertEqual(Set(names), Set(reference.features.keys))
    XCTAssertEqual(people[0].features.count, names.count + 4)
    for (index, name) in names.enumerated() {
      let values = people.map { $0.features[index] }.filter { !$0.isNaN }
      let expected = try XCTUnwrap(reference.features[name])
      let tolerance = 1e-5 * (1 + abs(expected[0]))
      XCTAssertEqual(mean(values), expected[0], accuracy: tolerance, name)
      XCTAssertEqual(deviation(values), expected[1], accuracy: tolerance, name)
    }
    for (channel, expected) in reference.curves.enumerated() {
      let values = people.flatMap { person in
        stride(from: channel, to: person.curves.count, by: StrideCurves.channelCount).map {
          person.curves[$0]
        }
      }
      XCTAssertEqual(mean(values), expected[0], accuracy: 1e-5, "channel \(channel)")
      XCTAssertEqual(deviation(values), expected[1], accuracy: 1e-5, "channel \(channel)")
    }
  }
}
