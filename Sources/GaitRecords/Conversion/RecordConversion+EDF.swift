import Foundation

extension RecordConversion {
  /// Each channel becomes a signal with its own rate; samples are rounded to 16 or 24 bits.
  func writeEDF(to url: URL, _ target: ConversionTarget, _ lost: inout [String]) throws {
    guard !devices.isEmpty else {
      throw RecordError.unwritable(
        format: "EDF", field: contents.name,
        reason: "there are no signals in \(contents.format.rawValue)")
    }
    let isWide = target == .bdf
    let range = isWide ? -8_388_608...8_388_607 : -32768...32767
    var coarsest = (name: "", share: 0.0)
    let signals = devices.flatMap { device in
      (0..<device.signal.channelCount).map { place in
        var samples = device.signal.selecting(channels: [place])
        // Eight letters are all that a unit has.
        if samples.channels[0].sourceUnit.symbol.utf8.count > 8 {
          lost.append("the unit of \(samples.channels[0].name), \(samples.channels[0].sourceUnit)")
          samples = samples.withPlainUnit()
        }
        let signal = EDFFile.Signal(samples, digitalRange: range)
        let step = (signal.physicalMaximum - signal.physicalMinimum) / Double(range.count - 1)
        if step > coarsest.share { coarsest = (samples.channels[0].name, step) }
        return signal
      }
    }
    lost.append(
      "precision: numbers are rounded to \(isWide ? 24 : 16) bits, the coarsest step is "
        + "\(RecordError.rounded(coarsest.share)) in \(coarsest.name)")
    let annotations = contents.events.map {
      EDFFile.Annotation(
        onsetS: $0.timeS, durationS: $0.durationS,
        text: $0.context.isEmpty ? $0.label : "\($0.context) \($0.label)")
    }
    try EDFFile(
      width: isWide ? .bdf : .edf, signals: signals, annotations: annotations,
      patient: contents.people.count == 1 ? contents.people[0].id.rawValue : ""
    ).write(to: url)
  }
}

extension SampledSignal {
  /// The same numbers under units without a name.
  fileprivate func withPlainUnit() -> SampledSignal {
    SampledSignal(
      channels: channels.map { Channel(name: $0.name, unit: .one) }, sampleRateHz: sampleRateHz,
      startTimeS: startTimeS, samples: samples)
  }
}
