import Foundation
import XCTest

/// Timings in the layout of the PyTorch yardstick.
final class BenchCommandTests: XCTestCase {
  func testWritesTheLayoutOfTheYardstick() throws {
    let workspace = try Workspace()
    let file = workspace.path("bench.json")
    let result = try GaitProcess.run(
      "bench", "--only", "cross-lstm", "--batch", "2", "--seconds", "0.05",
      "--processor-time", "--json", file)
    XCTAssertEqual(result.exitCode, 0, result.errors)
    XCTAssert(result.output.hasPrefix("cross-lstm "), result.output)
    let data = try Data(contentsOf: URL(fileURLWithPath: file))
    let report = try XCTUnwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    XCTAssertEqual(report["batch"] as? Int, 2)
    XCTAssertEqual(report["threads"] as? Int, 2)
    XCTAssertEqual(report["clock"] as? String, "processor")
    XCTAssertGreaterThan(try XCTUnwrap(report["peak_mib"] as? Double), 1)
    XCTAssertFalse(try XCTUnwrap(report["blas_core"] as? String).isEmpty)
    let models = try XCTUnwrap(report["models"] as? [String: [String: Any]])
    XCTAssertEqual(Array(models.keys), ["cross-lstm"])
    let row = try XCTUnwrap(models["cross-lstm"])
    for key in ["train_ms", "infer_ms", "single_ms"] {
      XCTAssertGreaterThan(try XCTUnwrap(row[key] as? Double), 0, key)
    }
    let spread = try XCTUnwrap(row["spread"] as? [String: [String: Double]])
    for (name, part) in spread {
      let quartiles = ["lowerQuartile", "median", "upperQuartile"].compactMap { part[$0] }
      XCTAssertEqual(quartiles, quartiles.sorted(), name)
      XCTAssertEqual(quartiles.count, 3)
    }
  }

  func testStartsItselfAnewForTheFirstPrediction() throws {
    let result = try GaitProcess.run("bench", "--only", "ffn", "--first-prediction")
    XCTAssertEqual(result.exitCode, 0, result.errors)
    XCTAssert(result.output.hasPrefix("ffn, from process start"), result.output)
    XCTAssert(result.output.contains("11 starts"), result.output)
  }
}
