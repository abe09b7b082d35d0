import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// What the small recordings of `Fixtures/records` must be read as, in the files' own units.
struct TextRecordings {
  private let files: [String: [String: [Double?]]]

  init() throws { files = try Fixture.json("reference/text-recordings.json") }

  /// The names of a format's files.
  func files(of format: String) -> [String] {
    files.keys.filter { $0.hasPrefix(format + "/") }.sorted()
  }

  /// The values of a file's channel; nil where missing.
  func values(_ file: String, _ channel: String) throws -> [Double?] {
    try XCTUnwrap(files[file]?[channel], "\(file) \(channel)")
  }

  /// The names of a file's channels.
  func channels(_ file: String) -> [String] { (files[file] ?? [:]).keys.sorted() }

  /// Asserts that a channel holds a file's values in SI units, missing ones in the same places.
  func assertEqual(
    _ signal: SampledSignal?, channel: Int, _ file: String, _ name: String, factor: Double = 1,
    isMasked: (Int) -> Bool = { _ in false }, line: UInt = #line
  ) throws {
    let expected = try values(file, name).enumerated().map { row, value in
      isMasked(row) ? Float.nan : value.map { Float($0 * factor) } ?? .nan
    }
    let found = try XCTUnwrap(signal, "\(file) \(name)").values(ofChannel: channel)
    assertClose(found, expected, relative: 1e-7, "\(file) \(name):", line: line)
  }
}
