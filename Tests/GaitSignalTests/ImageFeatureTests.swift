import GaitSignal
import GaitTestSupport
import XCTest

final class ImageFeatureTests: XCTestCase {
  func testSobelSlopesEqualSciPysNdimage() throws {
    let image = try FeatureReference.load().image
    let found = try SobelEdges(of: image.pixels, width: image.width, height: image.height)
    assertClose(found.horizontal, image.horizontal, absolute: 1e-13)
    assertClose(found.vertical, image.vertical, absolute: 1e-13)
    assertClose(found.magnitude, image.magnitude, absolute: 1e-13)
    XCTAssertEqual(found.meanMagnitude, image.meanMagnitude, accuracy: 1e-13)
    XCTAssertEqual(found.density(above: 0.5), image.density, accuracy: 1e-13)
  }

  func testHistogramsEqualNumPys() throws {
    let image = try FeatureReference.load().image
    for example in image.histograms {
      let found = try IntensityHistogram(
        of: image.pixels + [.nan], range: example.low...example.high,
        binCount: example.counts.count)
      XCTAssertEqual(found.counts, example.counts)
      XCTAssertEqual(found.mean, example.mean, accuracy: 1e-13)
      XCTAssertEqual(found.spread, example.spread, accuracy: 1e-13)
    }
  }

  func testASlopeOfOneIsEightInSobelsUnits() throws {
    let ramp = (0..<30).map { Double($0 % 6) }
    let found = try SobelEdges(of: ramp, width: 6, height: 5)
    XCTAssertEqual(found.horizontal[8], 8)
    XCTAssertEqual(found.vertical, Array(repeating: 0, count: 30))
  }

  func testRefusesPixelsThatDoNotFillTheImage() {
    XCTAssertThrowsError(try SobelEdges(of: [1, 2, 3], width: 2, height: 2)) {
      XCTAssertEqual("\($0)", "Sobel edges: expected 4 values, found 3")
    }
    XCTAssertThrowsError(try SobelEdges(of: [], width: 0, height: 0))
    XCTAssertThrowsError(try IntensityHistogram(of: [], binCount: 0))
    XCTAssertThrowsError(try IntensityHistogram(of: [], range: 1...1))
  }
}
