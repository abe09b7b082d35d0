/// The first block of a C3D file.
struct C3DHeader {
  static let blockSize = 512
  /// The words that announce labels and events.
  static let key: UInt16 = 12345

  let processor: C3DEncoding.Processor
  let parameterOffset: Int
  let pointCount: Int
  let analogPerFrame: Int
  let firstFrame: Int
  let lastFrame: Int
  let scale: Float
  let dataBlock: Int
  let subframes: Int
  let rateHz: Float
  let events: [C3DEvent]

  init(_ file: BinaryFile) throws(RecordError) {
    try file.require(C3DHeader.blockSize, at: 0, "header")
    guard file[1] == 0x50 else {
      throw file.malformed(
        at: 1, "key of the header", expected: "80", found: "\(file[1]): not a C3D file")
    }
    guard file[0] > 0 else {
      throw file.malformed(at: 0, "first parameter block", expected: "1 or more", found: "0")
    }
    parameterOffset = (Int(file[0]) - 1) * C3DHeader.blockSize
    try file.require(4, at: parameterOffset, "parameter section")
    let code = file[parameterOffset + 3]
    guard let processor = C3DEncoding.Processor.allCases.first(where: { $0.code == code }) else {
      throw file.malformed(
        at: parameterOffset + 3, "processor", expected: "84 (Intel), 85 (DEC) or 86 (SGI)",
        found: "\(code)")
    }
    self.processor = processor
    let words = processor.words
    pointCount = Int(file.word(words, at: 2))
    analogPerFrame = Int(file.word(words, at: 4))
    firstFrame = Int(file.word(words, at: 6))
    lastFrame = Int(file.word(words, at: 8))
    scale = file.real(words, at: 12)
    dataBlock = Int(file.word(words, at: 16))
    subframes = Int(file.word(words, at: 18))
    rateHz = file.real(words, at: 20)
    events = C3DHeader.events(file, words)
  }

  /// Up to 18 events with labels of four letters.
  private static func events(_ file: BinaryFile, _ words: any C3DWords.Type) -> [C3DEvent] {
    guard file.word(words, at: 298) == key else { return [] }
    let count = min(Int(file.word(words, at: 300)), 18)
    return (0..<count).compactMap { place in
      let time = file.real(words, at: 304 + 4 * place)
      guard time.isFinite else { return nil }
      let label = 396 + 4 * place
      return C3DEvent(timeS: Double(time), label: file.text(label..<label + 4))
    }
  }
}
