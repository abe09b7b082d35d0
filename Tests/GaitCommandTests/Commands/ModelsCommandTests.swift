import Foundation
import XCTest

/// The list of networks.
final class ModelsCommandTests: XCTestCase {
  func testJSONHoldsEveryNetworkWithItsSizes() throws {
    let result = try GaitProcess.run("models", "--json")
    XCTAssertEqual(result.exitCode, 0)
    let rows = try XCTUnwrap(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let names = rows.compactMap { $0["name"] as? String }
    XCTAssertEqual(names.count, rows.count)
    XCTAssert(Set(names).isSuperset(of: ["cross-lstm", "lstm"]))
    let own = try XCTUnwrap(rows.first { $0["name"] as? String == "lstm" })
    let configuration = try XCTUnwrap(own["configuration"] as? [String: Any])
    XCTAssertEqual(configuration["hidden"] as? Int, 128)
    let inputs = try XCTUnwrap(own["inputs"] as? [String: [Int]])
    XCTAssertEqual(inputs, ["x": [1, 100, 24]])
    // Two layers of four gates, each with two biases, and the head.
    let first = 4 * 128 * (24 + 128 + 2)
    let second = 4 * 128 * (128 + 128 + 2)
    XCTAssertEqual(own["parameters"] as? Int, first + second + 3 * 129)
  }

  func testTheListForPeopleNamesThemToo() throws {
    let result = try GaitProcess.run("models")
    XCTAssertEqual(result.exitCode, 0)
    XCTAssert(result.output.contains("cross-lstm"))
    XCTAssertEqual(result.errors, "")
  }
}
