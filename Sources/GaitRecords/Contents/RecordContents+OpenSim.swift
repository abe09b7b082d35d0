import Foundation

extension RecordContents {
  mutating func readOpenSim(_ url: URL, _ options: Options) throws(RecordError) {
    var (table, found) = try OpenSimTable.read(url, limits: options.limits)
    report = found
    version = table.componentCount > 1 ? "cells of \(table.dataType)" : nil
    if !table.name.isEmpty { notes.append(Note("table", table.name)) }
    notes += table.metadata.sorted { $0.key < $1.key }.map { Note($0.key, $0.value) }
    var hidesUnits = false
    if table.componentCount > 1 {
      let parts = table.labels.flatMap { label in
        (1...table.componentCount).map { "\(label)_\($0)" }
      }
      table = OpenSimTable(
        name: table.name, labels: parts, times: table.times, values: table.values,
        isInDegrees: false)
      hidesUnits = true
    } else if table.isInDegrees == nil, options.angleUnit == nil {
      hidesUnits = table.labels.contains { OpenSimQuantity(label: $0) == .rotation }
      if hidesUnits {
        report.warn(
          "the header has no inDegrees key; rotations are left as they are, without a unit",
          file: name)
      }
    }
    let angleUnit = options.angleUnit ?? (hidesUnits ? .radians : nil)
    let (signal, more) = try table.signal(
      file: name, angleUnit: angleUnit, limits: options.limits)
    report.merge(more)
    add("table", hidesUnits ? signal.withoutAngles() : signal)
    for (place, channel) in signal.channels.enumerated()
    where channel.name.lowercased().contains("hip")
      && OpenSimQuantity(label: channel.name) == .moment
    {
      report.warn(
        HipMomentCheck.findings(
          signal.values(ofChannel: place), name: channel.name, isPerBodyMass: false), file: name)
    }
  }
}

extension SampledSignal {
  /// The same numbers, with no unit where radians were assumed.
  fileprivate func withoutAngles() -> SampledSignal {
    let plain = channels.map { channel in
      channel.unit == .radian ? Channel(name: channel.name, unit: .one) : channel
    }
    return SampledSignal(
      channels: plain, sampleRateHz: sampleRateHz, startTimeS: startTimeS, samples: samples)
  }
}
