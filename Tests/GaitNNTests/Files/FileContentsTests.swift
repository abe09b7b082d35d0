import Foundation
import GaitNN
import XCTest

final class FileContentsTests: XCTestCase {
  func testReadsAndMapsFilesOfEverySmallSize() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("file")
    for count in [0, 1, 13, 14, 15, 16, 4095, 4096, 4097, 100_000] {
      let bytes = Data((0..<count).map { UInt8($0 & 255) })
      try bytes.write(to: url)
      XCTAssertEqual(try FileContents.data(at: url), bytes)
      XCTAssertEqual(try FileContents.data(at: url, access: .mapped), bytes)
    }
  }

  func testRefusesFoldersDevicesAndPipes() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.url.appendingPathComponent("pipe")
    XCTAssertEqual(mkfifo(pipe.path, 0o600), 0)
    for path in [folder.url.path, "/dev/zero", pipe.path] {
      XCTAssertThrowsError(try FileContents.data(at: URL(fileURLWithPath: path))) {
        XCTAssertEqual(
          "\($0)", "cannot use \"\(path)\": expected a regular file, found a folder, device or pipe"
        )
      }
    }
  }

  func testRefusesAFileAboveTheLimitBeforeReadingIt() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("sparse")
    let descriptor = try SystemCalls.live.openFile(url.path, O_RDWR | O_CREAT, 0o600)
    try SystemCalls.live.setLength(descriptor, 1 << 40)
    try SystemCalls.live.closeFile(descriptor)
    XCTAssertThrowsError(try FileContents.data(at: url)) {
      XCTAssertEqual(
        $0 as? FileError, .tooLarge(path: url.path, byteCount: 1 << 40, limit: 1 << 31))
    }
  }

  func testAnyCallThatFailsIsAnErrorAndInterruptedOrShortReadsAreFinished() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("file")
    let bytes = Data(0..<200)
    try bytes.write(to: url)
    FaultySystemCalls.checkEveryCall(fault: .error(EIO)) { system in
      do throws(FileError) {
        let read = try FileContents.data(at: url, calls: system.calls)
        XCTAssertEqual(read, bytes)
      } catch {
        XCTAssertEqual(error.path, url.path)
      }
    }
    for fault in [FaultySystemCalls.Fault.error(EINTR), .shortTransfer] {
      try FaultySystemCalls.checkEveryCall(fault: fault) { system in
        XCTAssertEqual(try FileContents.data(at: url, calls: system.calls), bytes)
      }
    }
  }
}
