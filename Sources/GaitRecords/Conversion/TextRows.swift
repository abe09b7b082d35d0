import Foundation

/// Rows of text with cells between commas or tabs.
struct TextRows {
  let separator: String

  init(_ target: ConversionTarget) { separator = target == .tsv ? "\t" : "," }

  func text(of signal: SampledSignal, _ lost: inout [String]) -> String {
    var names = ["time[s]"]
    var unsaid = [String]()
    for channel in signal.channels {
      guard let symbol = TextRows.symbol(of: channel.unit) else {
        unsaid.append("\(channel.name) in \(channel.unit)")
        names.append(channel.name)
        continue
      }
      let isPlain = symbol == "1" && DelimitedTable.nameAndUnit(of: channel.name).unit == nil
      names.append(isPlain ? channel.name : "\(channel.name)[\(symbol)]")
    }
    if let first = unsaid.first {
      lost.append("the units of \(unsaid.count) channels such as \(first)")
    }
    var text = names.map(cell).joined(separator: separator) + "\n"
    let width = signal.channelCount
    for frame in 0..<signal.frameCount {
      text += "\(signal.timeS(ofFrame: frame))"
      for value in signal.samples[frame * width..<(frame + 1) * width] {
        text += separator
        if !value.isNaN { text += "\(value)" }
      }
      text += "\n"
    }
    return text
  }

  func text(of sheet: RecordContents.Sheet) -> String {
    var text = sheet.columns.map { cell($0.name) }.joined(separator: separator) + "\n"
    for row in 0..<sheet.rowCount {
      text +=
        sheet.columns.map { column in
          if let words = column.words { return cell(words[row]) }
          return column.numbers[row].isNaN ? "" : "\(column.numbers[row])"
        }.joined(separator: separator) + "\n"
    }
    return text
  }

  /// An array of one or two axes; its columns are numbered.
  func text(of array: NumPyArray, _ lost: inout [String]) -> String {
    let width = array.shape.count == 2 ? array.shape[1] : 1
    let values = array.doubles
    var text = (0..<width).map { "column \($0 + 1)" }.joined(separator: separator) + "\n"
    for row in 0..<(width > 0 ? values.count / width : 0) {
      text +=
        values[row * width..<(row + 1) * width].map { $0.isNaN ? "" : "\($0)" }
        .joined(separator: separator) + "\n"
    }
    lost.append("the type of the elements, \(array.elementType)")
    return text
  }

  /// A symbol that reads back as the same unit; nil if there is none.
  static func symbol(of unit: PhysicalUnit) -> String? {
    let dimension = unit.dimension
    let powers = [("kg", dimension.mass), ("m", dimension.length), ("s", dimension.time)]
    func product(_ powers: [(String, Int)]) -> String {
      powers.map { abs($0.1) == 1 ? $0.0 : "\($0.0)^\(abs($0.1))" }.joined(separator: " ")
    }
    let (above, below) = (powers.filter { $0.1 > 0 }, powers.filter { $0.1 < 0 })
    let quotient =
      (above.isEmpty ? "1" : product(above)) + (below.isEmpty ? "" : "/\(product(below))")
    return [unit.symbol, quotient].first { text in
      guard let read = try? PhysicalUnit(parsing: text) else { return false }
      return read.dimension == unit.dimension && read.siFactor == unit.siFactor
    }
  }

  /// A cell that reads back as one, with quotes where they are needed.
  private func cell(_ text: String) -> String {
    let needsQuotes =
      text.contains(separator) || text.contains { $0 == "\"" || $0.isNewline }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
