import Foundation
import XCTest

/// Every file of a folder by its path from there.
public func folderContents(_ folder: URL) throws -> [String: Data] {
  let walker = try XCTUnwrap(FileManager.default.enumerator(atPath: folder.path))
  var contents: [String: Data] = [:]
  for case let name as String in walker {
    let url = folder.appendingPathComponent(name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
      !isFolder.boolValue
    else { continue }
    contents[name] = try Data(contentsOf: url)
  }
  return contents
}

/// Asserts that two folders hold the same files with the same bytes.
public func assertSameFiles(
  _ actual: URL, _ expected: URL, _ message: String = "", file: StaticString = #filePath,
  line: UInt = #line
) throws {
  let (found, wanted) = (try folderContents(actual), try folderContents(expected))
  XCTAssertEqual(found.keys.sorted(), wanted.keys.sorted(), message, file: file, line: line)
  for (name, bytes) in wanted where found[name] != nil {
    XCTAssert(found[name] == bytes, "\(message) \(name) differs", file: file, line: line)
  }
}
