import GaitSignal
import GaitTestSupport
import XCTest

final class PolyphaseResamplerTests: XCTestCase {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let up: Int
      let down: Int
      let padding: PolyphaseResampler.Padding
      let resampled: [Double]
    }

    let samples: [Double]
    let cases: [Case]
  }

  func testEqualsSciPysResamplePoly() throws {
    let reference: Reference = try Fixture.json("reference/signal-resampling.json")
    XCTAssertEqual(reference.cases.count, 21)
    for example in reference.cases {
      let resampler = try PolyphaseResampler(up: example.up, down: example.down)
      let found = resampler.resampled(reference.samples, padding: example.padding)
      expectClose(
        found, example.resampled, absolute: 1e-11,
        "\(example.up)/\(example.down) \(example.padding)")
    }
  }

  func testFindsTheRatioOfTwoRates() throws {
    let tenth = try PolyphaseResampler(from: 1000, to: 100)
    XCTAssertEqual([tenth.up, tenth.down], [1, 10])
    let audio = try PolyphaseResampler(from: 44_100, to: 48_000)
    XCTAssertEqual([audio.up, audio.down], [160, 147])
    let delsys = try PolyphaseResampler(from: 52 / 0.027, to: 1000)
    XCTAssertEqual([delsys.up, delsys.down], [27, 52])
    let same = try PolyphaseResampler(from: 100, to: 100)
    XCTAssertEqual([same.up, same.down], [1, 1])
    XCTAssertEqual(same.resampled([1.0, 2, 3]), [1, 2, 3])
  }

  func testRefusesRatesWithoutARatioOfWholeNumbers() {
    for (source, target) in [(1000, 0.0), (0, 100), (1000, Double.pi), (-1, 5), (.nan, 1)] {
      XCTAssertThrowsError(try PolyphaseResampler(from: source, to: target)) { error in
        XCTAssertEqual(
          "\(error)",
          "resampling: expected rates in a ratio of whole numbers up to 10000, "
            + "found \(source) Hz to \(target) Hz")
      }
    }
    XCTAssertThrowsError(try PolyphaseResampler(up: 0, down: 1)) { error in
      XCTAssertEqual("\(error)", "resampling: expected factors from 1 to 100000, found 0")
    }
  }

  func testAConstantSurvivesUnderMeanAndLinePadding() throws {
    let resampler = try PolyphaseResampler(up: 1, down: 4)
    let constant = [Double](repeating: 7, count: 41)
    for padding in [PolyphaseResampler.Padding.mean, .line] {
      expectClose(
        resampler.resampled(constant, padding: padding), [Double](repeating: 7, count: 11),
        absolute: 1e-12)
    }
  }

  func testAnEmptySignalStaysEmpty() throws {
    XCTAssertEqual(try PolyphaseResampler(up: 3, down: 2).resampled([Double]()), [])
  }
}
