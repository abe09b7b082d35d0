extension SampledSignal {
  /// Collects columns of numbers into a signal on a clock, converted to SI.
  ///
  /// - Parameters:
  ///   - table: The table that holds the columns.
  ///   - columns: For each channel its name, its place in the table (nil if the table lacks it,
  ///     which leaves the channel missing) and the unit in the file.
  ///   - clock: The clock of the table's rows.
  init(
    table: DelimitedTable, columns: [(name: String, column: Int?, unit: PhysicalUnit)],
    clock: SampleClock
  ) {
    let width = table.columnNames.count
    let present = columns.enumerated().compactMap { channel, source in
      source.column.map { (channel: channel, column: $0, factor: source.unit.siFactor) }
    }
    var samples = [Float](repeating: .nan, count: clock.frameCount * columns.count)
    for (frame, row) in clock.rows.enumerated() {
      guard let row else { continue }
      for place in present {
        let value = table.values[row * width + place.column] * place.factor
        samples[frame * columns.count + place.channel] = Float(value)
      }
    }
    self.init(
      channels: columns.map { Channel(name: $0.name, unit: $0.unit.si, sourceUnit: $0.unit) },
      sampleRateHz: clock.sampleRateHz, startTimeS: clock.startTimeS, samples: samples)
  }
}
