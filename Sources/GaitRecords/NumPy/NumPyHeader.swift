/// The dictionary that describes the array of a `.npy` file.
struct NumPyHeader {
  let elementType: NumPyArray.ElementType
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let shape: [Int]
  /// Where the elements begin.
  let dataOffset: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ file: BinaryFile) throws(RecordError) {
    try file.require(10, at: 0, "header")
    guard [UInt8](file.data[0..<6]) == NumPyHeader.magic else {
      throw file.malformed(
        at: 0, "magic", expected: "\\x93NUMPY",
        found: "\([UInt8](file.data[0..<6])): not a NumPy array")
    }
    let version = file[6]
    guard (1...3).contains(version) else {
      throw file.malformed(at: 6, "version", expected: "1, 2 or 3", found: "\(version)")
    }
    let start = version == 1 ? 10 : 12
    try file.require(start, at: 0, "header")
    let length =
      version == 1 ? Int(file.littleUInt16(at: 8)) : Int(file.littleUInt32(at: 8))
    try file.require(length, at: start, "header")
    dataOffset = start + length
    var scanner = PythonScanner(file: file, place: start, end: dataOffset)
    let fields = try scanner.fields()
    guard case .text(let descriptor)? = fields["descr"],
      case .truth(let order)? = fields["fortran_order"],
      case .numbers(let extents)? = fields["shape"], fields.count == 3
    else {
      throw file.malformed(
        at: start, "header", expected: "descr, fortran_order and shape",
        found: fields.keys.sorted().joined(separator: ", "))
    }
    isFortranOrder = order
    shape = extents
    guard let mark = descriptor.first, "<>|=".contains(mark),
      let type = NumPyArray.ElementType(rawValue: String(descriptor.dropFirst())),
      mark != "|" || type.byteCount == 1
    else {
      throw file.malformed(
        at: start, "descr", expected: "numbers or truth values such as <f4",
        found: "\"\(descriptor)\"")
    }
    elementType = type
    isBigEndian = mark == ">"
    var size = type.byteCount
    for extent in extents {
      let (product, isTooLarge) = size.multipliedReportingOverflow(by: extent)
      // An empty axis does not excuse another that no memory could hold.
      guard !isTooLarge else {
        throw file.malformed(
          at: start, "shape", expected: "at most \(file.count - dataOffset) bytes",
          found: "\(extents)")
      }
      size = product
    }
    guard size <= file.count - dataOffset else {
      throw file.malformed(
        at: dataOffset, "elements", expected: "\(size) bytes",
        found: "\(file.count - dataOffset) before the end of the file")
    }
  }
}

/// Reads the one kind of Python dictionary that a header may hold, and nothing else.
private struct PythonScanner {
  enum Value {
    case text(String)
    case truth(Bool)
    case numbers([Int])
  }

  let file: BinaryFile
  var place: Int
  let end: Int

  mutating func fields() throws(RecordError) -> [String: Value] {
    var fields = [String: Value]()
    try expect("{")
    while peek() != UInt8(ascii: "}") {
      let start = place
      let key = try text()
      try expect(":")
      guard fields[key] == nil, fields.count < 3 else {
        throw file.malformed(at: start, "header", expected: "three different keys", found: key)
      }
      fields[key] = try value()
      guard peek() == UInt8(ascii: ",") else { break }
      place += 1
    }
    try expect("}")
    if peek() != nil {
      throw file.malformed(
        at: place, "header", expected: "blanks behind the dictionary", found: "more")
    }
    return fields
  }

  private mutating func value() throws(RecordError) -> Value {
    switch peek() {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "("): return .numbers(try numbers())
    default:
      for (word, truth) in [("True", true), ("False", false)]
      where file.data[place..<end].starts(with: word.utf8) {
        place += word.utf8.count
        return .truth(truth)
      }
      throw file.malformed(
        at: place, "header", expected: "a text, True, False or a tuple", found: "something else")
    }
  }

  private mutating func numbers() throws(RecordError) -> [Int] {
    var numbers = [Int]()
    try expect("(")
    while peek() != UInt8(ascii: ")") {
      let start = place
      var number = 0
      while place < end, (48...57).contains(file[place]) {
        let digit = Int(file[place]) - 48
        let (product, first) = number.multipliedReportingOverflow(by: 10)
        let (sum, second) = product.addingReportingOverflow(digit)
        guard !first, !second else {
          throw file.malformed(
            at: start, "shape", expected: "extents below 2^63", found: "a larger one")
        }
        number = sum
        place += 1
      }
      guard place > start, numbers.count < 64 else {
        throw file.malformed(
          at: start, "shape", expected: "at most 64 whole numbers", found: "something else")
      }
      numbers.append(number)
      guard peek() == UInt8(ascii: ",") else { break }
      place += 1
    }
    try expect(")")
    return numbers
  }

  private mutating func text() throws(RecordError) -> String {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw file.malformed(at: place, "header", expected: "a text in quotes", found: "none")
    }
    let start = place + 1
    var stop = start
    while stop < end, file[stop] != quote, file[stop] != UInt8(ascii: "\\"), stop - start < 64 {
      stop += 1
    }
    guard stop < end, file[stop] == quote else {
      throw file.malformed(
        at: start, "header", expected: "a short text in quotes", found: "no closing quote")
    }
    place = stop + 1
    return TextFile.string([UInt8](file.data[start..<stop]))
  }

  private mutating func expect(_ letter: Unicode.Scalar) throws(RecordError) {
    guard peek() == UInt8(ascii: letter) else {
      throw file.malformed(
        at: place, "header", expected: "\"\(letter)\"", found: "something else")
    }
    place += 1
  }

  /// The next byte that is not blank.
  private mutating func peek() -> UInt8? {
    while place < end, file[place] == 32 || file[place] == 10 || file[place] == 9 { place += 1 }
    return place < end ? file[place] : nil
  }
}
