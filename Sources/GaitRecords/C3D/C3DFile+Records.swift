extension C3DFile {
  /// What the joint moments of a model's outputs are per.
  ///
  /// Files do not say it reliably: a model that divides by body mass often states `Nmm` all the same.
  public enum MomentScale: Hashable, Sendable {
    /// The numbers are per kilogram already, whatever their unit says.
    case perBodyMass
    /// The numbers are moments, to be divided by this mass in kilograms.
    case absolute(bodyMassKg: Double)
  }

  /// The foot contacts among the events, in time order.
  public var gaitEvents: [GaitEvent] {
    events.compactMap(\.gaitEvent).sorted { $0.timeS < $1.timeS }
  }

  /// The reactions of the ground, one for each plate that has a place in the laboratory.
  public var groundReactions: [GroundReactionRecord] {
    forcePlates.compactMap { $0.groundReaction() }
  }

  /// The outputs of a Plug-in-Gait model as a record of both legs.
  ///
  /// Angles are `LHipAngles`, `LKneeAngles`, …; moments `LHipMoment`, …; the ground reaction
  /// `LGroundReactionForce`; joint centres `LHJC`, `LFEO`, and `LAJC` or `LTIO`. What the file lacks
  /// is there with every sample missing, and named in the report.
  ///
  /// - Parameter momentScale: What moments and ground reactions are per.
  /// - Returns: The record, and what was missing.
  public func motionRecord(
    momentScale: MomentScale
  ) -> (motion: MotionRecord, report: ImportReport) {
    var report = ImportReport()
    // Not the stated number of frames: without points nothing in the file bounds it.
    let frameCount = points.frameCount
    let divisor: Float
    switch momentScale {
    case .perBodyMass: divisor = 1
    case .absolute(let mass):
      precondition(mass > 0, "C3DFile: a body mass of \(mass) kg")
      divisor = Float(mass)
    }
    func signal(_ names: [[String]], _ unit: PhysicalUnit, divisor: Float = 1) -> SampledSignal {
      var channels = [Channel]()
      var samples = [Float](repeating: .nan, count: frameCount * names.count * 3)
      for (place, labels) in names.enumerated() {
        let point = labels.lazy.compactMap { self.pointIndex(labelled: $0) }.first
        if point == nil { report.warn("no point \(labels[0])", file: name) }
        for axis in 0..<3 {
          let source = point.map { points.channels[3 * $0 + axis].sourceUnit }
          channels.append(
            Channel(
              name: "\(labels[0])_\(["X", "Y", "Z"][axis])", unit: unit, sourceUnit: source ?? unit)
          )
          guard let point else { continue }
          for frame in 0..<frameCount {
            samples[(frame * names.count + place) * 3 + axis] =
              points.samples[frame * points.channelCount + 3 * point + axis] / divisor
          }
        }
      }
      return SampledSignal(
        channels: channels, sampleRateHz: pointRateHz, startTimeS: points.startTimeS,
        samples: samples)
    }
    let joints = ["Hip", "Knee", "Ankle"]
    let letters = ["L", "R"]
    let motion = MotionRecord(
      jointAngles: signal(
        letters.flatMap { side in joints.map { ["\(side)\($0)Angles"] } }, .radian),
      jointMoments: signal(
        letters.flatMap { side in joints.map { ["\(side)\($0)Moment"] } },
        .newtonMetrePerKilogram, divisor: divisor),
      groundReaction: signal(
        letters.map { ["\($0)GroundReactionForce"] }, .newtonPerKilogram, divisor: divisor),
      jointCentres: signal(
        letters.flatMap { side in
          [["\(side)HJC", "\(side)FEP"], ["\(side)FEO"], ["\(side)AJC", "\(side)TIO"]]
        }, .metre),
      stance: stance())
    return (motion, report)
  }

  /// The channels that hold electromyography, as the caller knows them.
  ///
  /// - Parameters:
  ///   - electrodes: For each electrode the name of its channel.
  ///   - report: Told of names that the file lacks.
  /// - Returns: The signals of the electrodes that are there, in volts; nil if there is none.
  public func emgRecord(
    _ electrodes: [(channel: String, electrode: EMGRecord.Electrode)], report: inout ImportReport
  ) -> EMGRecord? {
    var indices = [Int]()
    var found = [EMGRecord.Electrode]()
    for (channel, electrode) in electrodes {
      guard let index = analog.channelIndex(named: channel) else {
        report.warn("no analog channel \(channel)", file: name)
        continue
      }
      indices.append(index)
      found.append(electrode)
    }
    if found.isEmpty { return nil }
    return EMGRecord(signal: analog.selecting(channels: indices), electrodes: found)
  }

  /// 1 in stance, 0 in swing, missing before the first and after the last event of a side.
  private func stance() -> SampledSignal {
    var samples = [Float](repeating: .nan, count: points.frameCount * 2)
    for side in Side.allCases {
      let contacts = gaitEvents.filter { $0.side == side }
      for (event, next) in zip(contacts, contacts.dropFirst()) where event.kind != next.kind {
        let isStance: Float = event.kind == .footStrike ? 1 : 0
        for frame in self.frame(atTimeS: event.timeS)..<self.frame(atTimeS: next.timeS) {
          samples[frame * 2 + side.position] = isStance
        }
      }
    }
    return SampledSignal(
      channels: ["L_stance", "R_stance"].map { Channel(name: $0, unit: .one) },
      sampleRateHz: pointRateHz, startTimeS: points.startTimeS, samples: samples)
  }

  /// The frame nearest to a time, within the recording; the times may be any that a file states.
  private func frame(atTimeS timeS: Double) -> Int {
    let frame = ((timeS - points.startTimeS) * pointRateHz).rounded()
    return Int(min(max(frame, 0), Double(points.frameCount)))
  }
}
