import Foundation
import GaitNN
import XCTest

/// A folder that is removed when the test lets go of it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }
}

/// The operating system with one fault: the n-th call fails, or every call from the n-th on.
final class FaultySystemCalls: @unchecked Sendable {
  enum Fault: Sendable, Equatable {
    case error(Int32)
    /// A write that takes one byte only, or a read that gives one only; no error.
    case shortTransfer
    /// As if the process had been killed: nothing reaches the disk from the n-th call on.
    case death
  }

  private let lock = NSLock()
  private let number: Int
  private let fault: Fault
  private var count = 0
  private var balance = 0
  private var hit = false

  init(number: Int, fault: Fault) {
    self.number = number
    self.fault = fault
  }

  /// Whether the fault has come to pass.
  var hasStruck: Bool { lock.withLock { hit } }
  /// Descriptors opened and not closed.
  var openDescriptors: Int { lock.withLock { balance } }

  /// Counts a call and says whether it is to fail, and how.
  private func next(canBeShort: Bool = false) -> Fault? {
    lock.withLock {
      count += 1
      let isDue = fault == .death ? count >= number : count == number
      guard isDue, canBeShort || fault != .shortTransfer else { return nil }
      hit = true
      return fault
    }
  }

  private func pass() throws(ErrorNumber) {
    switch next() {
    case .error(let code): throw ErrorNumber(code: code)
    case .death: throw ErrorNumber(code: EIO)
    default: break
    }
  }

  private func add(_ difference: Int) {
    lock.withLock { balance += difference }
  }

  /// Whether a transfer is to be cut short; throws if it is to fail.
  private func isShort() throws(ErrorNumber) -> Bool {
    switch next(canBeShort: true) {
    case .error(let code): throw ErrorNumber(code: code)
    case .death: throw ErrorNumber(code: EIO)
    case .shortTransfer: return true
    case nil: return false
    }
  }

  var calls: SystemCalls {
    let live = SystemCalls.live
    var calls = live
    calls.openFile = { (path, flags, permissions) throws(ErrorNumber) in
      try self.pass()
      let descriptor = try live.openFile(path, flags, permissions)
      self.add(1)
      return descriptor
    }
    calls.closeFile = { (descriptor) throws(ErrorNumber) in
      // The descriptor is gone even when closing reports an error.
      self.add(-1)
      try? live.closeFile(descriptor)
      try self.pass()
    }
    calls.readBytes = { (descriptor, bytes, offset) throws(ErrorNumber) in
      let short = try self.isShort() ? UnsafeMutableRawBufferPointer(rebasing: bytes[..<1]) : bytes
      return try live.readBytes(descriptor, short, offset)
    }
    calls.writeBytes = { (descriptor, bytes) throws(ErrorNumber) in
      let short = try self.isShort() ? UnsafeRawBufferPointer(rebasing: bytes[..<1]) : bytes
      return try live.writeBytes(descriptor, short)
    }
    calls.status = { (descriptor) throws(ErrorNumber) in
      try self.pass()
      return try live.status(descriptor)
    }
    calls.setPermissions = { (descriptor, permissions) throws(ErrorNumber) in
      try self.pass()
      try live.setPermissions(descriptor, permissions)
    }
    calls.setLength = { (descriptor, length) throws(ErrorNumber) in
      try self.pass()
      try live.setLength(descriptor, length)
    }
    calls.lockFile = { (descriptor) throws(ErrorNumber) in
      try self.pass()
      try live.lockFile(descriptor)
    }
    calls.synchronize = { (descriptor) throws(ErrorNumber) in
      try self.pass()
      try live.synchronize(descriptor)
    }
    calls.synchronizeFolder = { (descriptor) throws(ErrorNumber) in
      try self.pass()
      try live.synchronizeFolder(descriptor)
    }
    calls.renameFile = { (old, new) throws(ErrorNumber) in
      try self.pass()
      try live.renameFile(old, new)
    }
    calls.removeFile = { (path) throws(ErrorNumber) in
      try self.pass()
      try live.removeFile(path)
    }
    return calls
  }

  /// Runs a body with the first call failing, then the second, until no call is left to fail.
  ///
  /// - Returns: How many calls were made to fail.
  @discardableResult
  static func checkEveryCall(
    fault: Fault, _ body: (FaultySystemCalls) throws -> Void
  ) rethrows -> Int {
    for number in 1...1000 {
      let system = FaultySystemCalls(number: number, fault: fault)
      try body(system)
      XCTAssertEqual(system.openDescriptors, 0, "call \(number) leaks a descriptor")
      if !system.hasStruck && fault != .shortTransfer { return number - 1 }
      if fault == .shortTransfer && number > 60 { return number }
    }
    XCTFail("1000 calls were not enough")
    return 1000
  }
}
