import Foundation
import XCTest

/// Rules that the compiler does not know.
final class SourceRulesTests: XCTestCase {
  /// The only files outside the kernels that may touch memory by address: bytes of files, and two
  /// loops over millions of elements that array bounds checks would slow.
  private let excepted: Set<String> = [
    "GaitClassic/Boosting/HistogramBlock.swift", "GaitRecords/Tables/NumberScanner.swift",
    "GaitNN/Files/Checksum.swift", "GaitNN/Files/OpenFile.swift",
    "GaitNN/Files/SafetensorsFile+Values.swift", "GaitNN/Files/SafetensorsWriter+Values.swift",
    "GaitNN/Files/SafetensorsWriter.swift", "GaitNN/Files/SystemCalls.swift",
  ]

  func testOnlyKernelsAndEightFilesTouchMemoryByAddress() throws {
    let words = try Regex("Unsafe[A-Za-z]*Pointer|withUnsafe|unsafe[A-Z]|Unmanaged|OpaquePointer")
    var found: Set<String> = []
    for file in try SourceTree.files() where file.target != "GaitKernels" {
      let code = file.text.split(separator: "\n").filter {
        !$0.drop { $0 == " " }.hasPrefix("//")
      }
      if code.contains(where: { $0.contains(words) }) { found.insert(file.path) }
    }
    XCTAssertEqual(found, excepted)
  }

  func testNoFileIsLongAndMostAreShort() throws {
    let files = try SourceTree.files()
    let lengths = files.map {
      $0.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    }
    for (file, length) in zip(files, lengths) {
      XCTAssertLessThanOrEqual(length, 400, file.path)
    }
    XCTAssertLessThanOrEqual(lengths.sorted()[lengths.count / 2], 150, "median")
  }

  func testNothingIsForcedAndNothingIsLeftForLater() throws {
    let words = try Regex("\\b(try!|as!|fatalError|TODO|FIXME|XXX)")
    for file in try SourceTree.files() {
      for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated() where line.contains(words)
      {
        XCTFail("\(file.path), line \(number + 1): \(line)")
      }
    }
  }
}
