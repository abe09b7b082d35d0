extension C3DParameters {
  /// Walks through the parameter section of a file.
  ///
  /// Groups and parameters may come in any order; the count of blocks that the section states is
  /// not trusted, but no record may reach into the data.
  init(_ file: BinaryFile, header: C3DHeader) throws(RecordError) {
    let dataOffset = (header.dataBlock - 1) * C3DHeader.blockSize
    let end = dataOffset > header.parameterOffset ? min(dataOffset, file.count) : file.count
    var cursor = Cursor(
      file: file, words: header.processor.words, place: header.parameterOffset + 4, end: end)
    var found: [(group: Int, parameter: C3DParameter)] = []
    var names: [Int: Group] = [:]
    var order: [Int] = []
    while let record = try cursor.next() {
      switch record {
      case .group(let id, let group):
        if names[id] == nil { order.append(id) }
        names[id] = group
      case .parameter(let id, let parameter): found.append((id, parameter))
      }
    }
    for entry in found where names[entry.group] == nil {
      names[entry.group] = Group("GROUP \(entry.group)")
      order.append(entry.group)
    }
    var members = [Int: [C3DParameter]]()
    for entry in found { members[entry.group, default: []].append(entry.parameter) }
    self.init(
      order.compactMap { id in
        guard var group = names[id] else { return nil }
        group.parameters = members[id] ?? []
        return group
      })
  }

  private enum Record {
    case group(Int, Group)
    case parameter(Int, C3DParameter)
  }

  private struct Cursor {
    let file: BinaryFile
    let words: any C3DWords.Type
    var place: Int
    let end: Int
    var isLast = false

    mutating func next() throws(RecordError) -> Record? {
      // Some writers leave out the record of length zero that ends the section.
      guard !isLast, place < end, file[place] != 0 else { return nil }
      let start = place
      let length = Int(Int8(bitPattern: file[start]).magnitude)
      let offsetPlace = start + 2 + length
      try require(offsetPlace + 2, "parameter record", at: start)
      let id = Int(Int8(bitPattern: file[start + 1]))
      let name = try name(start + 2..<offsetPlace)
      let step = Int(file.word(words, at: offsetPlace))
      let recordEnd = step == 0 ? end : offsetPlace + step
      guard step == 0 || step > 2, recordEnd <= end else {
        throw file.malformed(
          at: offsetPlace, "offset of \(name)", expected: "3 to \(end - offsetPlace)",
          found: "\(step)")
      }
      isLast = step == 0
      place = recordEnd
      let isLocked = Int8(bitPattern: file[start]) < 0
      guard id != 0 else {
        throw file.malformed(at: start + 1, "group of \(name)", expected: "not 0", found: "0")
      }
      if id < 0 {
        let text = description(offsetPlace + 2, recordEnd)
        return .group(-id, Group(name, description: text, isLocked: isLocked))
      }
      let parameter = try parameter(name, offsetPlace + 2, recordEnd, isLocked: isLocked)
      return .parameter(id, parameter)
    }

    private func parameter(
      _ name: String, _ start: Int, _ recordEnd: Int, isLocked: Bool
    ) throws(RecordError) -> C3DParameter {
      try require(start + 2, "type of \(name)", at: start)
      let kind = Int8(bitPattern: file[start])
      let dimensionCount = Int(file[start + 1])
      guard dimensionCount <= 7 else {
        throw file.malformed(
          at: start + 1, "dimensions of \(name)", expected: "0 to 7", found: "\(dimensionCount)")
      }
      let dataStart = start + 2 + dimensionCount
      try require(dataStart, "dimensions of \(name)", at: start + 2)
      let extents = (start + 2..<dataStart).map { Int(file[$0]) }
      guard let width = [-1: 1, 1: 1, 2: 2, 4: 4][kind] else {
        throw file.malformed(
          at: start, "type of \(name)", expected: "-1, 1, 2 or 4", found: "\(kind)")
      }
      // At most 255 to the seventh times four: below 2^63.
      let size = extents.reduce(width, *)
      guard size <= recordEnd - dataStart else {
        throw file.malformed(
          at: dataStart, "cells of \(name)", expected: "\(size) bytes",
          found: "\(recordEnd - dataStart) in the record")
      }
      let count = size / width
      let value: C3DParameter.Value
      var dimensions = extents
      switch kind {
      case -1:
        let wordLength = extents.first ?? 1
        dimensions = extents.count > 1 ? Array(extents.dropFirst()) : []
        // Words without letters take no bytes, so their number would be bounded by nothing.
        if wordLength == 0 { dimensions = [0] }
        let wordCount = dimensions.reduce(1, *)
        value = .text(
          (0..<wordCount).map {
            file.text(dataStart + $0 * wordLength..<dataStart + ($0 + 1) * wordLength)
          })
      case 1: value = .bytes((0..<count).map { Int8(bitPattern: file[dataStart + $0]) })
      case 2:
        value = .integers(
          (0..<count).map { Int16(bitPattern: file.word(words, at: dataStart + 2 * $0)) })
      default: value = .reals((0..<count).map { file.real(words, at: dataStart + 4 * $0) })
      }
      return C3DParameter(
        name, value, dimensions: dimensions, description: description(dataStart + size, recordEnd),
        isLocked: isLocked)
    }

    private func description(_ start: Int, _ recordEnd: Int) -> String {
      guard start < recordEnd else { return "" }
      return file.text(start + 1..<min(start + 1 + Int(file[start]), recordEnd))
    }

    private func name(_ range: Range<Int>) throws(RecordError) -> String {
      for place in range where file[place] < 0x20 || file[place] == 0x7F {
        throw file.malformed(
          at: place, "name of a parameter", expected: "letters", found: "the byte \(file[place])")
      }
      return file.text(range)
    }

    private func require(_ needed: Int, _ field: String, at offset: Int) throws(RecordError) {
      guard needed <= end else {
        throw file.malformed(
          at: offset, field, expected: "\(needed - offset) bytes",
          found: "\(end - offset) before the end of the section")
      }
    }
  }
}
