import Foundation

/// Where and why a text is not the JSON that was asked for.
package struct JSONScannerError: Error, Equatable, CustomStringConvertible {
  /// Offset of the offending byte, counted from the base the scanner was given.
  package let offset: Int
  /// What would have been right there.
  package let expected: String
  /// What stands there.
  package let found: String

  package init(offset: Int, expected: String, found: String) {
    self.offset = offset
    self.expected = expected
    self.found = found
  }

  package var description: String {
    "byte \(offset): expected \(expected), found \(found)"
  }
}

extension String {
  /// The text in quotes for a message: control characters escaped, long texts cut.
  ///
  /// Names come from files, so they may be megabytes long or hold terminal escapes.
  package var quotedBriefly: String {
    let limit = 80
    let start = String(unicodeScalars.prefix(limit))
    return start.debugDescription + (start.utf8.count < utf8.count ? " (cut)" : "")
  }
}
