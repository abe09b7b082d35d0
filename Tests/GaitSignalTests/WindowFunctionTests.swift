import GaitSignal
import GaitTestSupport
import XCTest

final class WindowFunctionTests: XCTestCase {
  func testWeightsEqualSciPys() throws {
    for example in try SpectraReference.load().windows {
      let window = try SpectraReference.window(example.window)
      assertClose(
        try window.weights(count: example.count, .periodic), example.periodic, absolute: 1e-13,
        "\(example.window) of \(example.count), periodic")
      assertClose(
        try window.weights(count: example.count, .symmetric), example.symmetric, absolute: 1e-13,
        "\(example.window) of \(example.count), symmetric")
    }
  }

  func testRefusesNumbersThatMakeNoWindow() {
    XCTAssertThrowsError(try WindowFunction.hann.weights(count: 0))
    XCTAssertThrowsError(try WindowFunction.kaiser(beta: .nan).weights(count: 4))
    XCTAssertThrowsError(try WindowFunction.tukey(taper: 1.5).weights(count: 4)) { error in
      XCTAssertEqual("\(error)", "Tukey window: expected a taper from 0 to 1, found 1.5")
    }
  }
}
