extension InsoleRecord {
  /// The total force under the foot: the source's, or the sum of the force sensors.
  ///
  /// - Returns: One channel in newton, missing where any sensor is; nil for pressure sensors, whose
  ///   areas are not known, unless the source states a total.
  public func totalForceOrSum() -> SampledSignal? {
    if let totalForce { return totalForce }
    guard measuresForce else { return nil }
    let width = sensors.channelCount
    let sums = (0..<sensors.frameCount).map { frame in
      sensors.samples[frame * width..<(frame + 1) * width].reduce(0, +)
    }
    return SampledSignal(
      channels: [Channel(name: "\(side.letter)_total", unit: .newton)],
      sampleRateHz: sensors.sampleRateHz, startTimeS: sensors.startTimeS, samples: sums)
  }

  /// The centre of pressure computed from the sensors: their mean place, weighted by their load.
  ///
  /// - Parameter fraction: The load below which a frame has no centre, as a fraction of the
  ///   recording's largest: the centre of a foot in the air means nothing.
  /// - Returns: `[time, 2]`, lateral and anterior as fractions of the insole from its middle; NaN
  ///   where the foot bears less, or a sensor is missing.
  public func computedCentreOfPressure(aboveFraction fraction: Float = 0.05) -> SampledSignal {
    let width = sensors.channelCount
    let rows = (0..<sensors.frameCount).map { frame in
      sensors.samples[frame * width..<(frame + 1) * width]
    }
    let loads = rows.map { $0.reduce(0, +) }
    let threshold = fraction * (loads.filter { !$0.isNaN }.max() ?? 0)
    var samples = [Float]()
    samples.reserveCapacity(2 * rows.count)
    for (row, load) in zip(rows, loads) {
      guard load > threshold, load > 0 else {
        samples += [.nan, .nan]
        continue
      }
      var (lateral, anterior): (Float, Float) = (0, 0)
      for (value, sensor) in zip(row, layout.sensors) {
        lateral += value * Float(sensor.lateral)
        anterior += value * Float(sensor.anterior)
      }
      samples += [lateral / load, anterior / load]
    }
    return SampledSignal(
      channels: ["lateral", "anterior"].map {
        Channel(name: "\(side.letter)_centre_\($0)", unit: .one)
      },
      sampleRateHz: sensors.sampleRateHz, startTimeS: sensors.startTimeS, samples: samples)
  }
}
