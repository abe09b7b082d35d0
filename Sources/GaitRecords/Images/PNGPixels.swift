/// Turns the unpacked rows of a PNG image into grey pixels.
struct PNGPixels {
  let file: BinaryFile
  let layout: PNGLayout
  let palette: [UInt8]
  private(set) var grey: [UInt16] = []

  init(file: BinaryFile, layout: PNGLayout, palette: [UInt8]) {
    self.file = file
    self.layout = layout
    self.palette = palette
  }

  /// Reads rows whose number of bytes is the layout's.
  mutating func read(_ rows: [UInt8]) throws(RecordError) {
    grey = Array(repeating: 0, count: layout.width * layout.height)
    let step = max(1, layout.channels * layout.depth / 8)
    var place = 0
    for pass in layout.passes {
      let (columns, rowCount) = layout.extent(pass)
      if columns == 0 { continue }
      let width = layout.rowBytes(columns)
      var above = [UInt8](repeating: 0, count: width)
      for row in 0..<rowCount {
        let filter = rows[place]
        var line = Array(rows[place + 1..<place + 1 + width])
        place += 1 + width
        try PNGPixels.undo(filter, &line, above, step: step, file)
        let start = (pass.y + row * pass.dy) * layout.width + pass.x
        for column in 0..<columns {
          grey[start + column * pass.dx] = try pixel(column, line)
        }
        above = line
      }
    }
  }

  /// Undoes the prediction of a row from its left and upper neighbours.
  private static func undo(
    _ filter: UInt8, _ line: inout [UInt8], _ above: [UInt8], step: Int, _ file: BinaryFile
  ) throws(RecordError) {
    switch filter {
    case 0: break
    case 1: for index in step..<max(step, line.count) { line[index] &+= line[index - step] }
    case 2: for index in line.indices { line[index] &+= above[index] }
    case 3:
      for index in line.indices {
        let left = index < step ? 0 : Int(line[index - step])
        line[index] &+= UInt8((left + Int(above[index])) / 2)
      }
    case 4:
      for index in line.indices {
        let left = index < step ? 0 : Int(line[index - step])
        let corner = index < step ? 0 : Int(above[index - step])
        let upper = Int(above[index])
        let estimate = left + upper - corner
        let distances = (abs(estimate - left), abs(estimate - upper), abs(estimate - corner))
        let nearest =
          distances.0 <= distances.1 && distances.0 <= distances.2
          ? left : distances.1 <= distances.2 ? upper : corner
        line[index] &+= UInt8(nearest)
      }
    default:
      throw file.malformed(at: 8, "filter of a row", expected: "0 to 4", found: "\(filter)")
    }
  }

  private func pixel(_ column: Int, _ line: [UInt8]) throws(RecordError) -> UInt16 {
    let first = column * layout.channels
    switch layout.colourType {
    case 2, 6:
      return PNGPixels.luminance(
        number(first, line), number(first + 1, line), number(first + 2, line))
    case 3:
      let colour = 3 * number(first, line)
      guard colour + 2 < palette.count else {
        throw file.malformed(
          at: 8, "pixel", expected: "one of \(palette.count / 3) colours", found: "\(colour / 3)")
      }
      return PNGPixels.luminance(
        Int(palette[colour]), Int(palette[colour + 1]), Int(palette[colour + 2]))
    default: return UInt16(number(first, line))
    }
  }

  /// A number of a row, of 1 to 16 bits.
  private func number(_ place: Int, _ line: [UInt8]) -> Int {
    switch layout.depth {
    case 8: return Int(line[place])
    case 16: return Int(line[2 * place]) << 8 | Int(line[2 * place + 1])
    default:
      let bit = place * layout.depth
      let shift = 8 - layout.depth - bit % 8
      return Int(line[bit / 8]) >> shift & ((1 << layout.depth) - 1)
    }
  }

  /// ITU-R BT.601 in whole numbers, rounded.
  private static func luminance(_ red: Int, _ green: Int, _ blue: Int) -> UInt16 {
    UInt16((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16)
  }
}
