import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

extension MVNXRecording {
  /// Reads a recording; frames that are not `normal` (calibration poses) are left out.
  ///
  /// A document type or an entity declaration is refused before the parser sees it: the format has
  /// none, and they are what hostile XML is made of.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: MVNXRecording, report: ImportReport) {
    try read(TextFile(contentsOf: url, limits: limits), limits: limits)
  }

  /// Reads a recording from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: MVNXRecording, report: ImportReport) {
    try read(TextFile(data, name: name, limits: limits), limits: limits)
  }

  private static func read(
    _ text: TextFile, limits: ReadingLimits
  ) throws(RecordError) -> (recording: MVNXRecording, report: ImportReport) {
    try XMLSafety.check(text)
    let document = MVNXDocument(file: text.name, limits: limits)
    let parser = XMLParser(data: text.data[text.start...])
    parser.shouldResolveExternalEntities = false
    parser.shouldProcessNamespaces = false
    parser.delegate = document
    let isWellFormed = parser.parse()
    if let failure = document.failure { throw failure }
    guard isWellFormed else {
      throw .malformed(
        file: text.name, line: max(parser.lineNumber, 1), column: nil,
        expected: "well-formed XML", found: "an error of the XML parser")
    }
    guard document.isComplete else {
      throw .malformed(
        file: text.name, line: max(parser.lineNumber, 1), column: nil,
        expected: "the end of the outermost element", found: "the end of the file")
    }
    return try document.recording()
  }
}
