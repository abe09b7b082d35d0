import Foundation

extension OpenSimTable {
  /// The bytes of a file that every version of OpenSim reads; numbers keep every bit.
  ///
  /// The header holds the keys of version 1 with both counts, which later versions accept too; a
  /// table of several components needs version 3 and says so. An unknown angle unit stays unsaid.
  public func encoded() -> Data {
    var text = OpenSimTable.plain(name, instead: "=") + "\n"
    text += "version=\(componentCount == 1 ? 1 : 3)\n"
    text += "nRows=\(times.count)\nnColumns=\(labels.count + 1)\n"
    if let isInDegrees { text += "inDegrees=\(isInDegrees ? "yes" : "no")\n" }
    if componentCount > 1 { text += "DataType=\(dataType)\n" }
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      text += "\(OpenSimTable.plain(key, instead: "="))=\(OpenSimTable.plain(value))\n"
    }
    text += "endheader\n"
    let columns = ["time"] + labels.map { OpenSimTable.plain($0) }
    text += columns.joined(separator: "\t") + "\n"
    var place = 0
    for time in times {
      text += OpenSimTable.text(time)
      for _ in labels {
        let cell = values[place..<place + componentCount].map(OpenSimTable.text)
        text += "\t" + cell.joined(separator: ",")
        place += componentCount
      }
      text += "\n"
    }
    return Data(text.utf8)
  }

  /// Writes the table to a file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: The file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }

  /// A text that cannot be taken for the end of a line, of a cell or of a key.
  private static func plain(_ text: String, instead special: Character = "\t") -> String {
    String(text.map { $0.isNewline || $0 == "\t" || $0 == special ? " " : $0 })
  }

  private static func text(_ value: Double) -> String {
    value.isNaN ? "nan" : "\(value)"
  }
}
