import Foundation
import GaitRecords
import XCTest

/// Fails unless the work throws exactly this message.
func expectError<Value>(
  _ message: String, file: StaticString = #filePath, line: UInt = #line,
  _ work: () throws -> Value
) {
  do {
    _ = try work()
    XCTFail("nothing was thrown, expected: \(message)", file: file, line: line)
  } catch let error as RecordError {
    XCTAssertEqual("\(error)", message, file: file, line: line)
  } catch {
    XCTFail("not a RecordError: \(error)", file: file, line: line)
  }
}

/// Fails unless the values are equal bit for bit, NaN where nil is expected.
func expectEqual(
  _ found: [Double], _ expected: [Double?], _ message: String = "",
  file: StaticString = #filePath, line: UInt = #line
) {
  guard found.count == expected.count else {
    return XCTFail(
      "\(message): \(found.count) values, not \(expected.count)", file: file, line: line)
  }
  for index in found.indices {
    let isEqual = expected[index].map { $0 == found[index] } ?? found[index].isNaN
    guard isEqual else {
      return XCTFail(
        "\(message): [\(index)] is \(found[index]), not \(expected[index] as Any)", file: file,
        line: line)
    }
  }
}

/// A table from text.
func table(
  _ text: String, dialect: TableDialect? = nil, textColumns: DelimitedTable.TextColumns = .none,
  limits: ReadingLimits = ReadingLimits()
) throws -> DelimitedTable {
  try DelimitedTable(
    Data(text.utf8), name: "table.csv", dialect: dialect, textColumns: textColumns, limits: limits)
}

/// A folder that is deleted when the test ends.
func temporaryFolder(_ test: XCTestCase) throws -> URL {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gait-records-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  test.addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
  return folder
}

/// The folder of real recordings that the environment variable `GAIT_DATA` names.
func realData(_ path: String) throws -> URL {
  guard let root = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
    throw XCTSkip("set GAIT_DATA to the folder of real recordings to run this test")
  }
  return URL(fileURLWithPath: root).appendingPathComponent(path)
}

/// Whether golden files are to be written anew; an empty variable does not say so.
var writesGolden: Bool {
  !(ProcessInfo.processInfo.environment["WRITE_GOLDEN"] ?? "").isEmpty
}
