/// What turns the stored analog numbers into quantities: `(stored - offset) * scale * general scale`.
struct C3DAnalogScaling {
  let isUnsigned: Bool
  let offsets: [Double]
  /// The product of the channel's scale, the general one and that of its unit.
  let factors: [Double]

  init(
    _ file: BinaryFile, _ layout: C3DLayout, _ parameters: C3DParameters, _ units: [PhysicalUnit],
    report: inout ImportReport
  ) throws(RecordError) {
    let format = parameters.words("ANALOG", "FORMAT").first ?? ""
    isUnsigned = format.uppercased() == "UNSIGNED"
    let isUnsigned = isUnsigned
    let general = parameters.number("ANALOG", "GEN_SCALE") ?? 1
    let scales = parameters.numbers("ANALOG", "SCALE")
    var offsets = parameters.continued("ANALOG", "OFFSET").flatMap {
      isUnsigned ? $0.counts.map(Double.init) : $0.numbers
    }
    if layout.encoding.storage == .real, offsets.contains(-32768) {
      report.warn(
        "ANALOG:OFFSET holds -32768 for samples that are floats; it is taken as 32768, unsigned",
        file: file.name)
      offsets = offsets.map { $0 == -32768 ? 32768 : $0 }
    }
    let count = layout.channelCount
    if scales.count < count || offsets.count < count, count > 0 {
      report.warn(
        "ANALOG:SCALE and OFFSET hold \(scales.count) and \(offsets.count) numbers for \(count) "
          + "channels; 1 and 0 stand in for the rest", file: file.name)
    }
    self.offsets = (0..<count).map { $0 < offsets.count ? offsets[$0] : 0 }
    factors = (0..<count).map { channel in
      (channel < scales.count ? scales[channel] : 1) * general * units[channel].siFactor
    }
    for (channel, factor) in factors.enumerated() where !factor.isFinite {
      throw file.malformed(
        at: 0, "ANALOG:SCALE", expected: "a number for channel \(channel + 1)", found: "\(factor)")
    }
  }
}
