extension C3DForcePlate {
  /// The plates that the group FORCE_PLATFORM describes and whose channels are there.
  static func plates(
    _ parameters: C3DParameters, analog: SampledSignal, file: String, report: inout ImportReport
  ) -> [C3DForcePlate] {
    let group = "FORCE_PLATFORM"
    let types = parameters[group, "TYPE"]?.counts ?? []
    let stated = parameters.count(group, "USED") ?? 0
    if stated > types.count {
      report.warn(
        "\(group):USED says \(stated) plates, TYPE describes \(types.count)", file: file)
    }
    let unitText = parameters.words("POINT", "UNITS").first ?? ""
    let length = C3DUnits.unit(unitText) ?? .millimetre
    let channels = parameters[group, "CHANNEL"]
    let width = channels?.dimensions.first ?? 6
    let corners = parameters[group, "CORNERS"]?.numbers ?? []
    let origins = parameters[group, "ORIGIN"]?.numbers ?? []
    let zero = parameters[group, "ZERO"]?.counts ?? []
    var plates = [C3DForcePlate]()
    for place in 0..<min(stated, types.count) {
      func leaveOut(_ reason: String) {
        report.warn("force plate \(place + 1) is left out: \(reason)", file: file)
      }
      guard let kind = Kind(rawValue: types[place]) else {
        leaveOut("its type is \(types[place]), not 1 to 5")
        continue
      }
      let numbers = (channels?.counts ?? []).dropFirst(place * width).prefix(kind.channelCount)
      guard numbers.count == kind.channelCount, width >= kind.channelCount,
        numbers.allSatisfy({ $0 >= 1 && $0 <= analog.channelCount })
      else {
        leaveOut(
          "its channels are \(numbers.map(String.init).joined(separator: ", ")) of "
            + "\(analog.channelCount)")
        continue
      }
      let places = corners.dropFirst(place * 12).prefix(12).map { $0 * length.siFactor }
      let origin = origins.dropFirst(place * 3).prefix(3).map { $0 * length.siFactor }
      guard places.count == 12, origin.count == 3 else {
        leaveOut("it has no corners or no origin")
        continue
      }
      let needsMatrix = kind == .calibratedSix || kind == .calibratedEight
      let matrix = needsMatrix ? calibration(parameters, place, columns: kind.channelCount) : nil
      guard !needsMatrix || matrix != nil else {
        leaveOut("it has no calibration matrix")
        continue
      }
      let hasBaseline = zero.count == 2 && zero[0] > 0 && zero[1] >= zero[0]
      let plate = C3DForcePlate(
        number: place + 1, kind: kind,
        corners: (0..<4).map { SIMD3(places[3 * $0], places[3 * $0 + 1], places[3 * $0 + 2]) },
        origin: SIMD3(origin[0], origin[1], origin[2]), calibration: matrix, lengthUnit: length,
        baselineFrames: hasBaseline ? zero[0]...zero[1] : nil,
        signal: analog.selecting(channels: numbers.map { $0 - 1 }))
      plate.warn(file: file, &report)
      plates.append(plate)
    }
    return plates
  }

  /// The six rows of a plate's matrix, which files hold column by column.
  private static func calibration(
    _ parameters: C3DParameters, _ place: Int, columns: Int
  ) -> [[Double]]? {
    guard let matrix = parameters["FORCE_PLATFORM", "CAL_MATRIX"], matrix.dimensions.count >= 2
    else { return nil }
    let extents = matrix.dimensions
    let size = extents[0] * extents[1]
    let numbers = Array(matrix.numbers.dropFirst(place * size).prefix(size))
    guard size > 0, numbers.count == size else { return nil }
    if extents[0] == 6, extents[1] >= columns {
      return (0..<6).map { row in (0..<columns).map { numbers[row + 6 * $0] } }
    }
    if extents[0] == columns, extents[1] == 6 {
      return (0..<6).map { row in (0..<columns).map { numbers[$0 + columns * row] } }
    }
    return nil
  }

  /// Warns of what contradicts the physics of a plate in the floor.
  private func warn(file: String, _ report: inout ImportReport) {
    guard axes != nil else {
      report.warn(
        "the corners of force plate \(number) span no plane: its load has no direction in the "
          + "laboratory", file: file)
      return
    }
    if kind != .centreOfPressure, kind != .eightForces, origin.z > 0 {
      report.warn(
        "the origin of force plate \(number) lies above its surface; its sign is turned round",
        file: file)
    }
    let load = ForcePlateLoad(self)
    var sum = 0.0
    var count = 0
    for frame in stride(from: 0, to: signal.frameCount, by: max(1, signal.frameCount / 500)) {
      let force = load.forceAndMoment(frame).force.z
      if abs(force) > 100 {
        sum += force
        count += 1
      }
    }
    if count > 0, sum > 0 {
      report.warn(
        "force plate \(number) pushes down on who stands on it (mean \(RecordError.rounded(sum / Double(count))) N "
          + "along its downward axis): its channels or its corners have the wrong sign",
        file: file)
    }
  }
}
