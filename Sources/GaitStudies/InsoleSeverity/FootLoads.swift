import GaitRecords

/// The loads under both feet of a walk, in body weights, and its strides.
package struct FootLoads: Sendable {
  /// One stride: from a strike of a foot to its next.
  package struct Stride: Sendable {
    let side: Side
    /// The frames of the strike, of the foot's leaving the ground, and of the next strike.
    package let strike, toeOff, nextStrike: Int
  }

  /// Columns of a foot: the sensors, then the total.
  static let columnCount = 9

  /// The recording's name, for messages.
  let name: String
  let sampleRateHz: Double
  let frameCount: Int
  /// The loads of each foot, left first, row-major `[frame, column]`, in body weights.
  let feet: [[Double]]
  /// The strides of both feet, left first, in time order.
  let strides: [Stride]

  /// Prepares a walk.
  ///
  /// Body weight is the median of the load under both feet together: over whole strides the ground
  /// carries the body, and insoles are calibrated too coarsely to divide by the scales' weight.
  ///
  /// - Throws: `StudyError.unusableTrial` for a walk without both feet, of another layout, or with
  ///   fewer than two strides of a foot.
  package init(_ walk: InsoleWalk, contactShare: Double) throws {
    func unusable(_ reason: String) -> StudyError { .unusableTrial(walk.name, reason: reason) }
    guard let left = walk.insole(.left), let right = walk.insole(.right),
      [left, right].allSatisfy({ $0.layout == .gaitPDB8 && $0.measuresForce }),
      left.sensors.frameCount == right.sensors.frameCount,
      left.sensors.sampleRateHz == right.sensors.sampleRateHz
    else {
      throw unusable("expected force insoles of eight sensors under both feet, on one clock")
    }
    let count = left.sensors.frameCount
    let raw = [left, right].map { insole in
      (0..<count).flatMap { frame -> [Double] in
        let row = (0..<8).map { Double(insole.sensors.samples[frame * 8 + $0]) }
        return row + [row.reduce(0, +)]
      }
    }
    let totals = (0..<count).map { frame in
      raw[0][frame * Self.columnCount + 8] + raw[1][frame * Self.columnCount + 8]
    }
    guard let weight = Statistic.median(totals.filter(\.isFinite)), weight > 1 else {
      throw unusable("expected a body's weight on the insoles, found less than a newton")
    }
    let feet = raw.map { $0.map { $0 / weight } }
    let rate = left.sensors.sampleRateHz
    var strides: [Stride] = []
    for (place, side) in [Side.left, .right].enumerated() {
      let load = (0..<count).map { feet[place][$0 * Self.columnCount + 8] }
      strides += FootContacts(load, sampleRateHz: rate, threshold: contactShare)
        .strides(side)
        .filter { load[$0.strike...$0.nextStrike].allSatisfy(\.isFinite) }
      guard strides.count(where: { $0.side == side }) >= 2 else {
        throw unusable("expected at least two strides of the \(side.rawValue) foot")
      }
    }
    name = walk.name
    sampleRateHz = rate
    frameCount = count
    self.feet = feet
    self.strides = strides
  }

  /// One number of a foot.
  func load(_ side: Side, _ frame: Int, _ column: Int) -> Double {
    feet[side == .left ? 0 : 1][frame * Self.columnCount + column]
  }
}

/// When a foot is on the ground, told by its load alone.
package struct FootContacts {
  /// The frames of each contact whose strike is seen.
  package let contacts: [Range<Int>]
  private let sampleRateHz: Double

  /// Finds the contacts of a foot.
  ///
  /// The foot is on the ground where its load is above the threshold; a flight shorter than 0.08 s
  /// and then a contact shorter than 0.12 s are noise.
  package init(_ load: [Double], sampleRateHz: Double, threshold: Double) {
    self.sampleRateHz = sampleRateHz
    var isDown = load.map { $0 > threshold }
    for (value, seconds) in [(false, 0.08), (true, 0.12)] {
      for run in Self.runs(of: isDown) where isDown[run.lowerBound] == value {
        let isInside = run.lowerBound > 0 && run.upperBound < isDown.count
        guard isInside, Double(run.count) < seconds * sampleRateHz - 1e-9 else { continue }
        for frame in run { isDown[frame] = !value }
      }
    }
    contacts = Self.runs(of: isDown).filter { isDown[$0.lowerBound] && $0.lowerBound > 0 }
  }

  /// The strides of 0.6 to 2.5 s with a swing in them.
  package func strides(_ side: Side) -> [FootLoads.Stride] {
    zip(contacts, contacts.dropFirst()).compactMap { contact, next in
      let seconds = Double(next.lowerBound - contact.lowerBound) / sampleRateHz
      guard (0.6...2.5).contains(seconds), contact.upperBound < next.lowerBound else { return nil }
      return FootLoads.Stride(
        side: side, strike: contact.lowerBound, toeOff: contact.upperBound,
        nextStrike: next.lowerBound)
    }
  }

  private static func runs(of flags: [Bool]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for index in 1..<max(1, flags.count) where flags[index] != flags[index - 1] {
      runs.append(start..<index)
      start = index
    }
    if start < flags.count { runs.append(start..<flags.count) }
    return runs
  }
}
