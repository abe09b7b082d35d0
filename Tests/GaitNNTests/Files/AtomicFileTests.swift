import Foundation
import GaitNN
import XCTest

final class AtomicFileTests: XCTestCase {
  private let old = Data("the old checkpoint, whole".utf8)
  private let new = [Data("the new ".utf8), Data(), Data("checkpoint, longer than the old".utf8)]
  private var joined: Data { new.reduce(Data(), +) }

  func testWritesAndReplaces() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("a file.bin")
    try AtomicFile.write(old, to: url)
    XCTAssertEqual(try Data(contentsOf: url), old)
    try AtomicFile.write(joined.dropFirst(4), to: url)
    XCTAssertEqual(try Data(contentsOf: url), joined.dropFirst(4))
    try AtomicFile.write(Data(), to: url)
    XCTAssertEqual(try Data(contentsOf: url), Data())
    XCTAssertEqual(try folder.names(), ["a file.bin"])
  }

  func testAnyCallThatFailsLeavesTheOldFileAndNoTemporary() throws {
    for code in [EIO, ENOSPC, EACCES, EDQUOT] {
      let count = try FaultySystemCalls.checkEveryCall(fault: .error(code)) { system in
        try checkWrite(system, over: old, code: code)
      }
      XCTAssertGreaterThan(count, 10)
    }
  }

  func testAnyCallThatFailsLeavesNoFileWhereThereWasNone() throws {
    try FaultySystemCalls.checkEveryCall(fault: .error(ENOSPC)) { system in
      try checkWrite(system, over: nil, code: ENOSPC)
    }
  }

  func testTheBytesReachTheDiskBeforeTheNameAndTheNameLast() throws {
    var operations: [FileError.Operation] = []
    try FaultySystemCalls.checkEveryCall(fault: .error(EIO)) { system in
      let folder = try TemporaryFolder()
      let url = folder.url.appendingPathComponent("file")
      do throws(FileError) {
        try AtomicFile.write(new, to: url, calls: system.calls)
      } catch {
        if case .failed(let operation, _, _) = error { operations.append(operation) }
      }
    }
    // Without an old file: looking for one fails with EIO once; locking may fail.
    XCTAssertEqual(
      operations,
      [
        .openFolder, .inspect, .createTemporary, .write, .write, .synchronize, .close, .replace,
        .synchronizeFolder,
      ])
  }

  func testInterruptedCallsAndShortWritesAreFinished() throws {
    for fault in [FaultySystemCalls.Fault.error(EINTR), .shortTransfer] {
      try FaultySystemCalls.checkEveryCall(fault: fault) { system in
        let folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("file")
        try old.write(to: url)
        try AtomicFile.write(new, to: url, calls: system.calls)
        XCTAssertEqual(try Data(contentsOf: url), joined)
        XCTAssertEqual(try folder.names(), ["file"])
      }
    }
  }

  func testAWriterKilledAtAnyCallLeavesAWholeFileAndAnOrphanThatIsSwept() throws {
    var outcomes: Set<Data> = []
    var orphans = 0
    try FaultySystemCalls.checkEveryCall(fault: .death) { system in
      let folder = try TemporaryFolder()
      let url = folder.url.appendingPathComponent("file")
      try old.write(to: url)
      try? AtomicFile.write(new, to: url, calls: system.calls)
      let found = try Data(contentsOf: url)
      XCTAssertTrue([old, joined].contains(found))
      outcomes.insert(found)
      orphans += try AtomicFile.removeOrphans(in: folder.url, olderThanS: 0).count
      XCTAssertEqual(try folder.names(), ["file"])
      try AtomicFile.write(new, to: url)
      XCTAssertEqual(try Data(contentsOf: url), joined)
    }
    XCTAssertEqual(outcomes, [old, joined])
    XCTAssertGreaterThan(orphans, 3)
  }

  func testAFolderThatCannotBeSynchronizedIsAcceptedWhereTheFileSystemCannot() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("file")
    var calls = SystemCalls.live
    calls.synchronizeFolder = { (_) throws(ErrorNumber) in throw ErrorNumber(code: EINVAL) }
    try AtomicFile.write(new, to: url, calls: calls)
    XCTAssertEqual(try Data(contentsOf: url), joined)
  }

  func testAWriteOfNothingIsAnErrorNotALoop() throws {
    let folder = try TemporaryFolder()
    var calls = SystemCalls.live
    calls.writeBytes = { (_, _) throws(ErrorNumber) in 0 }
    let url = folder.url.appendingPathComponent("file")
    XCTAssertThrowsError(try AtomicFile.write(new, to: url, calls: calls))
    XCTAssertEqual(try folder.names(), [])
  }

  func testErrorsNameThePathTheOperationAndTheReason() throws {
    let folder = try TemporaryFolder()
    let missing = folder.url.appendingPathComponent("none/file").path
    check(
      missing, "cannot open the folder of \"\(missing)\": No such file or directory (errno 2)")
    let taken = folder.url.appendingPathComponent("taken")
    try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
    check(taken.path, "cannot replace \"\(taken.path)\": Is a directory (errno 21)")
    check(
      taken.path + "/" + String(repeating: "n", count: 300),
      "cannot inspect \"\(taken.path)/\(String(repeating: "n", count: 300))\": "
        + "File name too long (errno 36)")
    try old.write(to: folder.url.appendingPathComponent("plain"))
    let below = folder.url.appendingPathComponent("plain/file").path
    check(below, "cannot open the folder of \"\(below)\": Not a directory (errno 20)")
    XCTAssertEqual(try folder.names(), ["plain", "taken"])
  }

  func testKeepsThePermissionsOfAFileThatIsReplaced() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("private")
    try AtomicFile.write(old, to: url)
    for permissions in [0o600, 0o644, 0o444] {
      try FileManager.default.setAttributes(
        [.posixPermissions: permissions], ofItemAtPath: url.path)
      try AtomicFile.write(joined, to: url)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      XCTAssertEqual(attributes[.posixPermissions] as? Int, permissions)
    }
  }

  func testReplacesALinkNotWhatItPointsTo() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.appendingPathComponent("target")
    let link = folder.url.appendingPathComponent("link")
    try old.write(to: target)
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
    try AtomicFile.write(joined, to: link)
    XCTAssertEqual(try Data(contentsOf: target), old)
    XCTAssertEqual(try Data(contentsOf: link), joined)
  }

  func testTheSweepLeavesOtherFilesAndLivingWritersAlone() throws {
    let folder = try TemporaryFolder()
    let orphan = folder.url.appendingPathComponent(".gait-temporary-orphan")
    let locked = folder.url.appendingPathComponent(".gait-temporary-locked")
    for name in ["file", ".hidden", "gait-temporary-visible"] {
      try old.write(to: folder.url.appendingPathComponent(name))
    }
    try old.write(to: orphan)
    try old.write(to: locked)
    let inner = folder.url.appendingPathComponent(".gait-temporary-folder")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    let descriptor = try SystemCalls.live.openFile(locked.path, O_RDWR, 0)
    try SystemCalls.live.lockFile(descriptor)
    XCTAssertEqual(try AtomicFile.removeOrphans(in: folder.url), [], "all are new")
    let aged = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: -61)]
    for url in [orphan, locked] {
      try FileManager.default.setAttributes(aged, ofItemAtPath: url.path)
    }
    XCTAssertEqual(
      try AtomicFile.removeOrphans(in: folder.url).map(\.lastPathComponent),
      [orphan.lastPathComponent])
    try SystemCalls.live.closeFile(descriptor)
    XCTAssertEqual(
      try AtomicFile.removeOrphans(in: folder.url).map(\.lastPathComponent),
      [locked.lastPathComponent])
    XCTAssertEqual(
      try folder.names(),
      [".gait-temporary-folder", ".hidden", "file", "gait-temporary-visible"])
  }

  func testWhereFilesCannotBeLockedTheSweepWaitsAnHour() throws {
    let folder = try TemporaryFolder()
    let orphan = folder.url.appendingPathComponent(".gait-temporary-orphan")
    try old.write(to: orphan)
    var calls = SystemCalls.live
    calls.lockFile = { (_) throws(ErrorNumber) in throw ErrorNumber(code: ENOLCK) }
    for (ageS, count) in [(3500.0, 0), (3700.0, 1)] {
      let date = Date(timeIntervalSinceNow: -ageS)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: orphan.path)
      XCTAssertEqual(
        try AtomicFile.removeOrphans(in: folder.url, olderThanS: 60, calls: calls).count, count)
    }
  }

  func testASweepOfAFolderThatIsNotThereIsAFileError() {
    let url = URL(fileURLWithPath: "/nonexistent/folder")
    XCTAssertThrowsError(try AtomicFile.removeOrphans(in: url)) {
      XCTAssertEqual(
        "\($0)", "cannot list \"/nonexistent/folder\": No such file or directory (errno 2)")
    }
  }

  func testAFullDiskLeavesTheOldFile() throws {
    let folder = try TemporaryFolder()
    try mountTinyDisk(at: folder.url)
    defer { run("umount", [folder.url.path]) }
    let url = folder.url.appendingPathComponent("file")
    try AtomicFile.write(old, to: url)
    XCTAssertThrowsError(
      try AtomicFile.write(Data(repeating: 1, count: 1 << 20), to: url)
    ) {
      XCTAssertEqual(
        "\($0)", "cannot write \"\(url.path)\": No space left on device (errno 28)")
    }
    XCTAssertEqual(try Data(contentsOf: url), old)
    XCTAssertEqual(try folder.names(), ["file"])
    let journal = LineJournal(at: folder.url.appendingPathComponent("history.jsonl"))
    let length = try journal.append("{\"epoch\":1}")
    XCTAssertThrowsError(try journal.append(String(repeating: "x", count: 1 << 20)))
    XCTAssertEqual(try journal.lines(), ["{\"epoch\":1}"])
    XCTAssertEqual(try Data(contentsOf: journal.url).count, length)
  }

  func testADeviceThatIsAlwaysFullLeavesTheOldFile() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else {
      throw XCTSkip("there is no /dev/full here")
    }
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("file")
    try old.write(to: url)
    var calls = SystemCalls.live
    calls.openFile = { (path, flags, permissions) throws(ErrorNumber) in
      let isTemporary = path.contains("/.gait-temporary-")
      return isTemporary
        ? try SystemCalls.live.openFile("/dev/full", O_WRONLY, 0)
        : try SystemCalls.live.openFile(path, flags, permissions)
    }
    // Not to be done to a device that other programs use.
    calls.setPermissions = { (_, _) throws(ErrorNumber) in }
    XCTAssertThrowsError(try AtomicFile.write(new, to: url, calls: calls)) {
      XCTAssertEqual($0 as? FileError, .failed(.write, path: url.path, code: ENOSPC))
    }
    XCTAssertEqual(try Data(contentsOf: url), old)
  }

  private func checkWrite(_ system: FaultySystemCalls, over existing: Data?, code: Int32) throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("file")
    try existing?.write(to: url)
    var expected = Optional(joined)
    do {
      try AtomicFile.write(new, to: url, calls: system.calls)
    } catch {
      guard case .failed(let operation, let path, code) = error else {
        return XCTFail("\(error)")
      }
      XCTAssertEqual(path, url.path)
      // By then the new file is in its place; all else must leave the old one.
      if operation != .synchronizeFolder { expected = existing }
    }
    XCTAssertEqual(try? Data(contentsOf: url), expected)
    XCTAssertEqual(try folder.names(), expected == nil ? [] : ["file"])
  }

  private func check(_ path: String, _ message: String, line: UInt = #line) {
    let url = URL(fileURLWithPath: path)
    XCTAssertThrowsError(try AtomicFile.write(old, to: url), line: line) {
      #if os(Linux)
        XCTAssertEqual("\($0)", message, line: line)
      #endif
      XCTAssertTrue($0 is FileError, line: line)
    }
  }

  private func mountTinyDisk(at url: URL) throws {
    #if os(Linux)
      guard
        getuid() == 0, run("mount", ["-t", "tmpfs", "-o", "size=64k", "gait", url.path]) == 0
      else { throw XCTSkip("a small disk cannot be mounted here: it takes root on Linux") }
    #else
      throw XCTSkip("a small disk is mounted on Linux only")
    #endif
  }

  @discardableResult
  private func run(_ command: String, _ arguments: [String]) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
