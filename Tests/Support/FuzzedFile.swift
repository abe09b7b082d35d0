import Foundation
import XCTest

/// How the damaged copies of a file were met by its reader.
public struct FuzzOutcome: Hashable, Sendable {
  /// How many copies were read to a value.
  public var values = 0
  /// How many copies ended in the reader's own error.
  public var errors = 0
}

/// Asserts that every damaged copy of a file ends in a value or in the reader's own error.
///
/// Tried are every truncation of the file and every single-bit flip of its first bytes, all in
/// memory. Another error fails the test and a trap ends the process. The undamaged file must read,
/// and every error must say something, in characters that are safe to print.
///
/// ```swift
/// assertFuzzed(data, failingWith: RecordError.self) { try EDFFile.read($0, name: "a.edf") }
/// ```
///
/// - Parameters:
///   - valid: A small file that can be read.
///   - failure: The only type of error that may be thrown.
///   - flippedBytes: How many bytes from the start have each of their bits flipped.
///   - message: Put before the report of a failure.
///   - file: Where a failure is shown.
///   - line: Where a failure is shown.
///   - read: Reads the bytes.
/// - Returns: How many copies were read and how many were refused.
@discardableResult
public func assertFuzzed<Failure: Error, Value>(
  _ valid: Data, failingWith failure: Failure.Type, flippedBytes: Int = 4096,
  _ message: @autoclosure () -> String = "", file: StaticString = #filePath, line: UInt = #line,
  read: (Data) throws -> Value
) -> FuzzOutcome {
  var outcome = FuzzOutcome()
  var reported = 0
  func attempt(_ data: Data, _ damage: @autoclosure () -> String) {
    let complaint: String
    do {
      _ = try read(data)
      outcome.values += 1
      return
    } catch let error as Failure {
      outcome.errors += 1
      let text = "\(error)"
      let isPrintable = !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      if isPrintable { return }
      complaint = "an error that cannot be printed: \(text.debugDescription)"
    } catch {
      complaint = "not a \(Failure.self): \(type(of: error)) \(error)"
    }
    reported += 1
    if reported <= 5 {
      XCTFail("\(message()) \(damage()): \(complaint)", file: file, line: line)
    }
  }

  attempt(valid, "undamaged")
  XCTAssertEqual(
    outcome.values, 1, "\(message()) the undamaged file does not read", file: file, line: line)
  for length in 0..<valid.count {
    attempt(valid.prefix(length), "cut off after \(length) bytes")
  }
  var damaged = [UInt8](valid)
  for place in 0..<min(flippedBytes, damaged.count) {
    for bit in 0..<8 {
      damaged[place] ^= 1 << UInt8(bit)
      attempt(Data(damaged), "bit \(bit) of byte \(place) flipped")
      damaged[place] ^= 1 << UInt8(bit)
    }
  }
  return outcome
}
