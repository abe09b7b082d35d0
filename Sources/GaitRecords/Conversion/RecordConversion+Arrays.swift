import Foundation

extension RecordConversion {
  /// An array, or an archive that also describes the signals in it.
  func writeArrays(to url: URL, _ target: ConversionTarget, _ lost: inout [String]) throws {
    if target == .npy {
      try matrix(&lost).write(to: url)
      return
    }
    var entries = [NumPyArchive.Entry]()
    if devices.isEmpty || contents.format == .npz && isWhole {
      entries = contents.arrays
      if let sheet = contents.sheet {
        entries = sheet.columns.filter { $0.words == nil }.map {
          .init(name: $0.name, array: NumPyArray(.doubles($0.numbers)))
        }
        reportWords(sheet, &lost)
      }
      if let image = contents.image { entries = [.init(name: "image", array: array(image, &lost))] }
    } else {
      entries = devices.map { device in
        .init(
          name: device.name,
          array: NumPyArray(
            .floats(device.signal.samples),
            shape: [device.signal.frameCount, device.signal.channelCount]))
      }
      entries.append(try StoredSignals(contents, devices).entry())
    }
    guard !entries.isEmpty else {
      throw RecordError.unwritable(
        format: "NumPy", field: contents.name,
        reason: "there are no numbers in \(contents.format.rawValue)")
    }
    try NumPyArchive(entries).write(to: url)
  }

  private func matrix(_ lost: inout [String]) throws(RecordError) -> NumPyArray {
    if let image = contents.image { return array(image, &lost) }
    if contents.arrays.count == 1 { return contents.arrays[0].array }
    if let sheet = contents.sheet, isWhole {
      let columns = sheet.columns.filter { $0.words == nil }
      reportWords(sheet, &lost)
      lost.append("the names of \(columns.count) columns")
      let values = (0..<sheet.rowCount).flatMap { row in columns.map { $0.numbers[row] } }
      return NumPyArray(.doubles(values), shape: [sheet.rowCount, columns.count])
    }
    let signal = try signalOnOneClock("NumPy")
    lost.append(
      "the rate of \(RecordError.rounded(signal.sampleRateHz)) Hz, and the names and units of "
        + "\(signal.channelCount) channels; .npz keeps them")
    return NumPyArray(
      .floats(signal.samples), shape: [signal.frameCount, signal.channelCount])
  }

  private func reportWords(_ sheet: RecordContents.Sheet, _ lost: inout [String]) {
    let words = sheet.columns.filter { $0.words != nil }.map(\.name)
    if !words.isEmpty { lost.append("columns of words: \(words.joined(separator: ", "))") }
  }

  private func array(_ image: GreyImage, _ lost: inout [String]) -> NumPyArray {
    let isByte = image.maximum <= 255
    if image.maximum != (isByte ? 255 : 65535) {
      lost.append("that \(image.maximum) stands for white")
    }
    return NumPyArray(
      .integers(image.pixels.map(Int.init)), shape: [image.height, image.width],
      elementType: isByte ? .uint8 : .uint16)
  }

  /// The only array, with one or two axes.
  func onlyMatrix(_ format: String) throws(RecordError) -> NumPyArray {
    guard contents.arrays.count == 1, let array = contents.arrays.first?.array,
      (1...2).contains(array.shape.count)
    else {
      let shapes = contents.arrays.prefix(8).map { "\($0.name) \($0.array.shape)" }
      throw .unwritable(
        format: format, field: "arrays",
        reason: "expected one array of one or two axes, found \(shapes.joined(separator: ", "))")
    }
    return array
  }

  /// An image, or an array of bytes or of numbers up to 65,535.
  func writeImage(to url: URL, _ lost: inout [String]) throws {
    if let image = contents.image {
      try image.write(to: url)
      return
    }
    guard contents.arrays.count == 1, let array = contents.arrays.first?.array,
      array.shape.count == 2, !array.shape.contains(0),
      [.uint8, .uint16].contains(array.elementType), case .integers(let values) = array.elements
    else {
      throw RecordError.unwritable(
        format: url.pathExtension, field: contents.name,
        reason: "expected an image, or an array of two axes with elements u1 or u2")
    }
    try GreyImage(
      width: array.shape[1], height: array.shape[0],
      maximum: array.elementType == .uint8 ? 255 : 65535, pixels: values.map { UInt16($0) }
    ).write(to: url)
  }
}
