import GaitNN
import XCTest

final class JSONScannerTests: XCTestCase {
  func testReadsObjectsArraysStringsAndIntegers() throws {
    var scanner = JSONScanner(Array(#" {"a" : [1, -2,0 ], "b":"x", "c":{}} "#.utf8))
    var counts: [Int] = []
    var texts: [String] = []
    try scanner.readObject { scanner, key in
      switch key {
      case "a": try scanner.readArray { try counts.append($0.readInteger()) }
      case "b": try texts.append(scanner.readString())
      default: try scanner.skipValue()
      }
    }
    try scanner.finish()
    XCTAssertEqual(counts, [1, -2, 0])
    XCTAssertEqual(texts, ["x"])
  }

  func testReadsTheWholeRangeOfInt() throws {
    XCTAssertEqual(try integer("9223372036854775807"), .max)
    XCTAssertEqual(try integer("-9223372036854775808"), .min)
    checkError("9223372036854775808", at: 0, "63 bits") { _ = try $0.readInteger() }
  }

  func testRefusesWhatIsNotAnInteger() {
    for text in ["2.0", "1e3", "1E+3", "-0", "0.5e-7"] {
      checkError(text, at: 0, "an integer") { _ = try $0.readInteger() }
    }
    checkError("01", at: 1, "leading zeros") { _ = try $0.readInteger() }
    checkError("-", at: 1, "a digit") { _ = try $0.readInteger() }
    checkError("+1", at: 0, "an integer") { _ = try $0.readInteger() }
    checkError("1.", at: 2, "a digit") { try $0.skipValue() }
    checkError("1e", at: 2, "a digit") { try $0.skipValue() }
    checkError(".5", at: 0, "a value") { try $0.skipValue() }
  }

  func testResolvesEveryEscape() throws {
    var scanner = JSONScanner(Array(#""\"\\\/\b\f\n\r\té\uD83D\uDE00""#.utf8))
    XCTAssertEqual(try scanner.readString(), "\"\\/\u{08}\u{0C}\n\r\t\u{E9}\u{1F600}")
  }

  func testKeepsValidUTF8OfEveryLength() throws {
    let text = "a\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"
    var scanner = JSONScanner(Array("\"\(text)\"".utf8))
    XCTAssertEqual(Array(try scanner.readString().unicodeScalars), Array(text.unicodeScalars))
  }

  /// The standard library's own validation decides what is valid.
  func testAgreesWithTheStandardLibraryOnAllSequencesOfTwoBytesAndManyOfFour() {
    let edges: [UInt8] = [
      0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xEC, 0xED,
      0xEE, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    var sequences: [[UInt8]] = []
    for first in 0x80...0xFF {
      for second in 0x80...0xFF { sequences.append([UInt8(first), UInt8(second)]) }
    }
    for first in edges {
      for second in edges {
        for third in edges {
          for fourth in edges { sequences.append([first, second, third, fourth]) }
        }
      }
    }
    for bytes in sequences {
      var scanner = JSONScanner([0x22] + bytes + [0x22])
      let text = try? scanner.readString()
      let repaired = String(decoding: bytes, as: UTF8.self)
      let isValid = Array(repaired.utf8) == bytes
      XCTAssertEqual(text, isValid ? repaired : nil, "\(bytes)")
    }
  }

  func testNamesTheByteOfInvalidUTF8() {
    var scanner = JSONScanner([0x22, 0x61, 0xE2, 0x82, 0x22], base: 100)
    XCTAssertThrowsError(try scanner.readString()) {
      XCTAssertEqual("\($0)", "byte 104: expected valid UTF-8, found \"\\\"\"")
    }
  }

  func testRefusesSurrogatesThatAreNotAPair() {
    for text in [#""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800x""#] {
      checkError(text, at: 1, "surrogate") { _ = try $0.readString() }
    }
    checkError(#""\u12g4""#, at: 5, "hexadecimal") { _ = try $0.readString() }
    checkError(#""\u12"#, at: 5, "hexadecimal") { _ = try $0.readString() }
  }

  func testRefusesControlCharactersAndUnclosedStrings() {
    checkError("\"a\nb\"", at: 2, "an escape for a control character") { try $0.skipValue() }
    checkError("\"ab", at: 3, "a closing quote") { try $0.skipValue() }
    checkError("\"ab\\", at: 4, "an escape") { try $0.skipValue() }
  }

  func testRefusesEqualKeysHoweverTheyAreSpelled() {
    checkError(#"{"a":1,"a":2}"#, at: 7, "new in its object") { try $0.skipValue() }
    checkError(#"{"a":1,"\u0061":2}"#, at: 7, "new in its object") { try $0.skipValue() }
    checkError("{\"\u{E9}\":1,\"e\u{301}\":2}", at: 8, "new in its object") {
      try $0.skipValue()
    }
  }

  func testCountsLevelsOfNestingNotBrackets() throws {
    let nested = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    var scanner = JSONScanner(Array("{}[][\(nested.dropFirst().dropLast())]".utf8))
    for _ in 0..<3 { try scanner.skipValue() }
    checkError("[" + nested + "]", at: 64, "nesting of at most 64") { try $0.skipValue() }
    let million = String(repeating: "{\"a\":", count: 1_000_000)
    checkError(million, at: 320, "nesting of at most 64") { try $0.skipValue() }
  }

  func testLimitsTheMembersOfAnObject() {
    var scanner = JSONScanner(Array(#"{"a":1,"b":2,"c":3}"#.utf8), maximumMembers: 2)
    XCTAssertThrowsError(try scanner.skipValue()) {
      XCTAssertEqual(($0 as? JSONScannerError)?.offset, 13)
    }
  }

  func testRefusesTextAfterTheValue() {
    for text in ["{}x", "{} {}", "{}\0", "{},"] {
      checkError(text, at: text.hasPrefix("{} ") ? 3 : 2, "the end of the text") {
        try $0.readObject {
          try $0.skipValue(); _ = $1
        }
        try $0.finish()
      }
    }
  }

  func testRefusesBadPunctuation() {
    let cases: [(String, Int)] = [
      ("{\"a\" 1}", 5), ("{\"a\":1 \"b\":2}", 7), ("{\"a\":1,}", 7), ("{,}", 1), ("[1,]", 3),
      ("[1 2]", 3), ("[1", 2), ("{", 1), ("", 0), ("tru", 0), ("nul", 0), ("falsy", 0),
      ("NaN", 0), ("'a'", 0), ("[1}", 2), ("{a:1}", 1), ("{1:1}", 1),
    ]
    for (text, place) in cases {
      checkError(text, at: place, "") { try $0.skipValue() }
    }
  }

  func testReadsCountsUpToALimit() throws {
    var scanner = JSONScanner(Array("[1,2,3]".utf8))
    XCTAssertEqual(try scanner.readCounts(limit: 3), [1, 2, 3])
    checkError("[1,2,3]", at: 5, "at most 2 elements") { _ = try $0.readCounts(limit: 2) }
    checkError("[1, -2]", at: 4, "zero or more") { _ = try $0.readCounts(limit: 2) }
  }

  func testCutsLongTextsInMessages() {
    let text = String(repeating: "x", count: 1_000_000)
    checkError("{\"\(text)\":1,\"\(text)\":1}", at: 1_000_006, "new") { scanner in
      do {
        try scanner.skipValue()
      } catch {
        XCTAssertLessThan("\(error)".utf8.count, 200)
        throw error
      }
    }
  }

  private func integer(_ text: String) throws -> Int {
    var scanner = JSONScanner(Array(text.utf8))
    let value = try scanner.readInteger()
    try scanner.finish()
    return value
  }

  private func checkError(
    _ text: String, at offset: Int, _ expected: String, line: UInt = #line,
    _ read: (inout JSONScanner) throws -> Void
  ) {
    var scanner = JSONScanner(Array(text.utf8))
    XCTAssertThrowsError(try read(&scanner), text.quotedBriefly, line: line) { error in
      let error = error as? JSONScannerError
      XCTAssertEqual(error?.offset, offset, text.quotedBriefly, line: line)
      let says = error?.expected.contains(expected) ?? false
      XCTAssertTrue(says || expected.isEmpty, "\(String(describing: error))", line: line)
    }
  }
}
