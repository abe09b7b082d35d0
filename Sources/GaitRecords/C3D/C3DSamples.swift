/// Reads the frames of a C3D file into signals in SI units.
struct C3DSamples {
  private(set) var labels: [String]
  private(set) var points: SampledSignal
  private(set) var residualsM: [Float]
  private(set) var analog: SampledSignal

  init(
    _ file: BinaryFile, layout: C3DLayout, parameters: C3DParameters, report: inout ImportReport
  ) throws(RecordError) {
    labels = C3DSamples.labels(
      parameters.words("POINT", "LABELS"), count: layout.pointCount, word: "point")
    let channels = C3DSamples.labels(
      parameters.words("ANALOG", "LABELS"), count: layout.channelCount, word: "channel")
    let units = C3DUnits(
      parameters, points: labels, analogCount: channels.count, file: file.name, report: &report)
    let scaling = try C3DAnalogScaling(file, layout, parameters, units.analog, report: &report)
    var frames = C3DFrames(layout: layout, units: units, scaling: scaling)
    let data = file.data
    let bytes = data.span
    switch (layout.encoding.processor, layout.encoding.storage) {
    case (.intel, .real): frames.readReals(bytes, IntelWords.self)
    case (.intel, .integer): frames.readIntegers(bytes, IntelWords.self)
    case (.dec, .real): frames.readReals(bytes, DECWords.self)
    case (.dec, .integer): frames.readIntegers(bytes, DECWords.self)
    case (.sgi, .real): frames.readReals(bytes, SGIWords.self)
    case (.sgi, .integer): frames.readIntegers(bytes, SGIWords.self)
    }
    let start = Double(layout.firstFrame - 1) / layout.pointRateHz
    let names = labels
    points = SampledSignal(
      channels: zip(names, units.points).flatMap { label, unit in
        ["X", "Y", "Z"].map { Channel(name: "\(label)_\($0)", unit: unit.si, sourceUnit: unit) }
      }, sampleRateHz: layout.pointRateHz, startTimeS: start, samples: frames.points)
    residualsM = frames.residuals
    analog = SampledSignal(
      channels: zip(channels, units.analog).map {
        Channel(name: $0, unit: $1.si, sourceUnit: $1)
      }, sampleRateHz: layout.pointRateHz * Double(layout.subframes), startTimeS: start,
      samples: frames.analog)
    for unit in Set(units.points) {
      report.addConversion(file: file.name, quantity: "points", from: unit, to: unit.si)
    }
    for unit in Set(units.analog) {
      report.addConversion(file: file.name, quantity: "analog channels", from: unit, to: unit.si)
    }
  }

  private static func labels(_ words: [String], count: Int, word: String) -> [String] {
    ColumnNames.unique(
      (0..<count).map { place in
        place < words.count && !words[place].isEmpty ? words[place] : "\(word) \(place + 1)"
      })
  }
}

/// The arrays that the frames of a file are taken apart into.
struct C3DFrames {
  let layout: C3DLayout
  let pointFactors: [Double]
  let residualFactor: Float
  let scaling: C3DAnalogScaling
  var points: [Float]
  var residuals: [Float]
  var analog: [Float]

  init(layout: C3DLayout, units: C3DUnits, scaling: C3DAnalogScaling) {
    self.layout = layout
    self.scaling = scaling
    pointFactors = units.points.map(\.siFactor)
    residualFactor = layout.pointScale * Float(units.length.siFactor)
    points = Array(repeating: .nan, count: layout.frameCount * layout.pointCount * 3)
    residuals = Array(repeating: .nan, count: layout.frameCount * layout.pointCount)
    analog = Array(
      repeating: .nan, count: layout.frameCount * layout.channelCount * layout.subframes)
  }

  /// Reads frames of floats.
  ///
  /// The loops are written out for each kind of number, since a hundred megabytes pass through them.
  mutating func readReals<Words: C3DWords>(_ bytes: Span<UInt8>, _: Words.Type) {
    let pointCount = layout.pointCount
    let channelCount = layout.channelCount
    var place = layout.dataOffset
    var point = 0
    var sample = 0
    @inline(__always) func next(_ place: inout Int) -> Float {
      defer { place += 4 }
      return Words.real(bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3])
    }
    for _ in 0..<layout.frameCount {
      for index in 0..<pointCount {
        let factor = pointFactors[index]
        let x = next(&place)
        let y = next(&place)
        let z = next(&place)
        let word = next(&place)
        // The fourth number is a 16-bit word written as a float; below zero it marks a point that
        // was not seen.
        if word >= 0, word < 32768 {
          points[3 * point] = Float(Double(x) * factor)
          points[3 * point + 1] = Float(Double(y) * factor)
          points[3 * point + 2] = Float(Double(z) * factor)
          residuals[point] = Float(Int(word) & 0xFF) * residualFactor
        }
        point += 1
      }
      for _ in 0..<layout.subframes {
        for channel in 0..<channelCount {
          let value = Double(next(&place)) - scaling.offsets[channel]
          analog[sample] = Float(value * scaling.factors[channel])
          sample += 1
        }
      }
    }
  }

  /// Reads frames of 16-bit numbers.
  mutating func readIntegers<Words: C3DWords>(_ bytes: Span<UInt8>, _: Words.Type) {
    let pointCount = layout.pointCount
    let channelCount = layout.channelCount
    let scale = layout.pointScale
    var place = layout.dataOffset
    var point = 0
    var sample = 0
    @inline(__always) func next(_ place: inout Int) -> Int16 {
      defer { place += 2 }
      return Int16(bitPattern: Words.word(bytes[place], bytes[place + 1]))
    }
    for _ in 0..<layout.frameCount {
      for index in 0..<pointCount {
        let factor = pointFactors[index]
        let x = next(&place)
        let y = next(&place)
        let z = next(&place)
        let word = next(&place)
        if word >= 0 {
          points[3 * point] = Float(Double(Float(x) * scale) * factor)
          points[3 * point + 1] = Float(Double(Float(y) * scale) * factor)
          points[3 * point + 2] = Float(Double(Float(z) * scale) * factor)
          residuals[point] = Float(word & 0xFF) * residualFactor
        }
        point += 1
      }
      for _ in 0..<layout.subframes {
        for channel in 0..<channelCount {
          let raw = next(&place)
          let number = scaling.isUnsigned ? Double(UInt16(bitPattern: raw)) : Double(raw)
          analog[sample] = Float((number - scaling.offsets[channel]) * scaling.factors[channel])
          sample += 1
        }
      }
    }
  }
}
