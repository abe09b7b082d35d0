import GaitRecords

/// What one stride tells: times, forces, and how the load travels over the sole.
struct StrideFeatures {
  /// The features' names, in the order of `values`.
  private(set) var names: [String] = []
  private(set) var values: [Double] = []

  init(_ stride: FootLoads.Stride, of loads: FootLoads) {
    let reader = Reader(stride, loads)
    addTimes(reader)
    addForces(reader)
    addPath(reader)
    addSensors(reader)
  }

  private mutating func add(_ name: String, _ value: Double) {
    names.append(name)
    values.append(value)
  }

  /// The loads of a stride by frame from its strike.
  private struct Reader {
    let stride: FootLoads.Stride
    let loads: FootLoads
    /// Frames of the stride and of its stance.
    let count, stance: Int
    let rate: Double
    /// The total under the foot, one frame beyond the stride.
    let force: [Double]

    init(_ stride: FootLoads.Stride, _ loads: FootLoads) {
      self.stride = stride
      self.loads = loads
      count = stride.nextStrike - stride.strike
      stance = stride.toeOff - stride.strike
      rate = loads.sampleRateHz
      force = (stride.strike...stride.nextStrike).map { loads.load(stride.side, $0, 8) }
    }

    func sensor(_ index: Int) -> [Double] {
      (0..<stance).map { loads.load(stride.side, stride.strike + $0, index) }
    }

    var other: [Double] {
      (0..<count).map { loads.load(stride.side.opposite, stride.strike + $0, 8) }
    }
  }

  private mutating func addTimes(_ reader: Reader) {
    let (count, stance) = (Double(reader.count), Double(reader.stance))
    let other = reader.other
    let both = Double(zip(reader.force, other).count { $0 > 0.04 && $1 > 0.04 })
    let steps = (1..<reader.count).filter { other[$0] > 0.04 && other[$0 - 1] <= 0.04 }
    add("stride_time", count / reader.rate)
    add("stance_share", stance / count)
    add("stance_time", stance / reader.rate)
    add("swing_time", (count - stance) / reader.rate)
    add("double_support_share", both / count)
    add("double_support_time", both / reader.rate)
    add("step_phase", steps.last.map { Double($0) / count } ?? .nan)
  }

  private mutating func addForces(_ reader: Reader) {
    let (force, stance) = (reader.force, reader.stance)
    let first = Self.peak(force[0..<stance / 2])
    let second = Self.peak(force[stance / 2..<stance])
    let valley =
      second.place > first.place ? (force[first.place...second.place].min() ?? 0) : first.value
    let slopes = zip(force.dropFirst(), force).map { ($0 - $1) * reader.rate }
    func steepest(_ range: Range<Int>) -> Double {
      slopes[range.clamped(to: slopes.indices)].max() ?? 0
    }
    let falls = slopes[(stance / 2..<stance + 2).clamped(to: slopes.indices)].min() ?? 0
    add("first_peak", first.value)
    add("first_peak_at", Double(first.place) / Double(stance))
    add("second_peak", second.value)
    add("second_peak_at", Double(second.place) / Double(stance))
    add("valley", valley)
    add("valley_depth", (first.value + second.value) / 2 - valley)
    add("loading_rate", steepest(0..<max(2, stance / 3)))
    add("unloading_rate", -falls)
    let whole = force.dropLast().reduce(0, +)
    add("impulse", whole / reader.rate)
    add("mean_load", whole / Double(reader.count))
    let push = stance / 3..<max(stance / 3, Int(0.85 * Double(stance)))
    add("push_off_slope", stance > 9 ? steepest(push) : 0)
  }

  private mutating func addPath(_ reader: Reader) {
    let stance = reader.stance
    let layout = InsoleLayout.gaitPDB8.sensors
    var anterior = [Double](repeating: 0, count: stance)
    var lateral = anterior
    var load = [Double](repeating: 1e-6, count: stance)
    for (index, sensor) in layout.enumerated() {
      for (frame, value) in reader.sensor(index).enumerated() {
        anterior[frame] += value * sensor.anterior
        lateral[frame] += value * sensor.lateral
        load[frame] += value
      }
    }
    for frame in 0..<stance {
      anterior[frame] /= load[frame]
      lateral[frame] /= load[frame]
    }
    func at(_ share: Double) -> Int { min(stance - 1, Int(share * Double(stance))) }
    for share in [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95] {
      add("anterior_at_\(Int((share * 100).rounded()))", anterior[at(share)])
    }
    for share in [0.15, 0.5, 0.85] {
      add("lateral_at_\(Int((share * 100).rounded()))", lateral[at(share)])
    }
    let loaded = (0..<stance).filter { load[$0] > 0.1 }
    let along = loaded.map { anterior[$0] }
    let range = (along.max() ?? 0) - (along.min() ?? 0)
    add("anterior_range", range)
    add("lateral_deviation", loaded.isEmpty ? 0 : Statistic.deviation(loaded.map { lateral[$0] }))
    add("anterior_speed", range * reader.rate / Double(stance))
    add("anterior_return", zip(along.dropFirst(), along).reduce(0) { $0 + max(0, $1.1 - $1.0) })
  }

  private mutating func addSensors(_ reader: Reader) {
    let stance = Double(reader.stance)
    let sensors = (0..<8).map(reader.sensor)
    let whole = sensors.reduce(0) { $0 + $1.reduce(0, +) } + 1e-6 * stance
    for (index, values) in sensors.enumerated() {
      let peak = Self.peak(values[...])
      add("share_\(index + 1)", values.reduce(0, +) / whole)
      add("peak_\(index + 1)", peak.value)
      add("peak_\(index + 1)_at", Double(peak.place) / stance)
      add("contact_\(index + 1)", Double(values.count { $0 > 0.02 }) / stance)
    }
    let heel = sensors[0..<3].compactMap { $0.max() }.max() ?? 0
    let fore = sensors[5..<8].compactMap { $0.max() }.max() ?? 0
    add("heel_to_forefoot", heel / (fore + 0.01))
    let heelLoad = (0..<reader.stance).map { sensors[0][$0] + sensors[1][$0] + sensors[2][$0] }
    add("heel_off_at", Double(heelLoad.lastIndex { $0 > 0.04 } ?? 0) / stance)
    add("toe_on_at", sensors[7].firstIndex { $0 > 0.02 }.map { Double($0) / stance } ?? 1)
  }

  /// The largest value and the first place where it stands, from the start of the whole list.
  private static func peak(_ values: ArraySlice<Double>) -> (value: Double, place: Int) {
    var best = (value: values.first ?? 0, place: values.startIndex)
    for index in values.indices where values[index] > best.value { best = (values[index], index) }
    return best
  }
}
