import Foundation

/// A log of the UCI collection "EMG dataset in lower limb": four muscles and a knee goniometer.
///
/// Five columns without a time: `Recto Femoral`, `Biceps Femoral`, `Vasto Medial`,
/// `EMG Semitendinoso` in millivolts and `Flexo-Extension` in degrees, 1000 Hz (Sanchez et al.
/// 2014). The sign of the knee angle is the recorder's and differs between persons.
public struct LowerLimbLog: Equatable, Sendable, Codable {
  /// The muscles' activity in volts.
  public var emg: EMGRecord
  /// The knee's angle in radians, one channel.
  public var kneeAngle: SampledSignal

  /// Samples per second.
  public static let sampleRateHz = 1000.0

  private static let muscles: [(column: String, muscle: Muscle)] = [
    ("Recto Femoral", .rectusFemoris), ("Biceps Femoral", .bicepsFemoris),
    ("Vasto Medial", .vastusMedialis), ("EMG Semitendinoso", .semitendinosus),
  ]

  /// Reads a log.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - side: The leg, which the collection does not say.
  ///   - limits: How much is taken in.
  /// - Returns: The log, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, side: Side = .right, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (log: LowerLimbLog, report: ImportReport) {
    try read(DelimitedTable(contentsOf: url, limits: limits), side)
  }

  /// Reads a log from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - side: The leg.
  ///   - limits: How much is taken in.
  /// - Returns: The log, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, side: Side = .right, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (log: LowerLimbLog, report: ImportReport) {
    try read(DelimitedTable(data, name: name, limits: limits), side)
  }

  private static func read(
    _ table: DelimitedTable, _ side: Side
  ) throws(RecordError) -> (log: LowerLimbLog, report: ImportReport) {
    let columns = muscles.map(\.column)
    var (emg, report) = try table.signal(
      timeColumn: nil, sampleRateHz: sampleRateHz, columns: columns,
      units: Dictionary(uniqueKeysWithValues: columns.map { ($0, PhysicalUnit.millivolt) }))
    let knee = try table.signal(
      timeColumn: nil, sampleRateHz: sampleRateHz, columns: ["Flexo-Extension"],
      units: ["Flexo-Extension": .degree])
    for conversion in knee.report.conversions {
      report.addConversion(
        file: table.file, quantity: conversion.quantity, from: conversion.from, to: conversion.to)
    }
    // Amplitudes are nominal millivolts before any gain, so only a dead channel can be told.
    let electrodes = muscles.indices.map { place in
      EMGRecord.Electrode(
        muscle: muscles[place].muscle, side: side,
        quality: EMGQuality.estimated(from: emg.values(ofChannel: place), flatBelowV: 1e-9))
    }
    let log = LowerLimbLog(
      emg: EMGRecord(signal: emg, electrodes: electrodes), kneeAngle: knee.signal)
    return (log, report)
  }
}
