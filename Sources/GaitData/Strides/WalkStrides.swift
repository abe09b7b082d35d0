import GaitRecords
import GaitSignal

/// The strides of both feet in one recording of one person, and those that were turned down.
public struct WalkStrides: Hashable, Sendable, Codable {
  /// Who walked.
  public let participant: ParticipantID
  /// The left foot's strides.
  public let left: StrideSegmentation
  /// The right foot's strides.
  public let right: StrideSegmentation

  /// The strides of a recording from the contacts of both feet.
  ///
  /// - Parameters:
  ///   - participant: Who walked.
  ///   - left: The left foot's contacts.
  ///   - right: The right foot's contacts.
  ///   - span: The time of the recording in seconds.
  ///   - gaps: Spans of missing samples in seconds, of every channel that matters.
  ///   - rules: Which strides are usable.
  public init(
    participant: ParticipantID, left: [FootContact], right: [FootContact],
    span: ClosedRange<Double>, gaps: [ClosedRange<Double>] = [], rules: StrideRules = StrideRules()
  ) {
    self.participant = participant
    self.left = rules.strides(of: left, opposite: right, trials: [span], gaps: gaps)
    self.right = rules.strides(of: right, opposite: left, trials: [span], gaps: gaps)
  }

  /// The strides of an insole recording, from the total force under each foot.
  ///
  /// There are none, nil, if an insole is absent or has no total force.
  ///
  /// - Parameters:
  ///   - walk: The recording; both insoles with a total force.
  ///   - detector: How contacts are found; five per cent of body weight where the mass is known, else
  ///     20 N, if nil.
  ///   - rules: Which strides are usable.
  /// - Throws: `SignalError` as the detector does.
  public init?(
    _ walk: InsoleWalk, detector: ForceContactDetector? = nil, rules: StrideRules = StrideRules()
  ) throws(SignalError) {
    guard let left = walk.insole(.left), let right = walk.insole(.right),
      let leftForce = left.totalForceOrSum(), let rightForce = right.totalForceOrSum()
    else { return nil }
    let mass = left.bodyMassKg ?? right.bodyMassKg
    let threshold = mass.map {
      ForceContactDetector.Threshold.bodyWeightShare(
        0.05, bodyWeightN: $0 * PhysicalUnit.standardGravity.siFactor)
    }
    let detector = detector ?? ForceContactDetector(threshold: threshold ?? .newtons(20))
    var gaps: [ClosedRange<Double>] = []
    func contacts(_ force: SampledSignal) throws(SignalError) -> [FootContact] {
      let samples = force.samples.map(Double.init)
      gaps += gapSpans(
        of: samples, sampleRateHz: force.sampleRateHz, startTimeS: force.startTimeS)
      return try detector.contacts(
        verticalForceN: samples, sampleRateHz: force.sampleRateHz, startTimeS: force.startTimeS)
    }
    let leftContacts = try contacts(leftForce)
    let rightContacts = try contacts(rightForce)
    let span = leftForce.startTimeS...leftForce.startTimeS + leftForce.durationS
    self.init(
      participant: walk.participant, left: leftContacts, right: rightContacts, span: span,
      gaps: gaps, rules: rules)
  }

  /// The strides of a trial, from the events that the laboratory marked.
  ///
  /// - Parameters:
  ///   - trial: The trial.
  ///   - rules: Which strides are usable.
  public init(_ trial: WalkingTrial, rules: StrideRules = StrideRules()) {
    let angles = trial.motion.jointAngles
    self.init(
      participant: trial.participant,
      left: FootContact.contacts(of: .left, in: trial.events),
      right: FootContact.contacts(of: .right, in: trial.events),
      span: angles.startTimeS...angles.startTimeS + angles.durationS, rules: rules)
  }

  /// The strides of a side.
  public subscript(side: Side) -> StrideSegmentation { side == .left ? left : right }

  /// The times and rates of the walk.
  public var parameters: SpatiotemporalParameters {
    SpatiotemporalParameters(left: left.cycles, right: right.cycles)
  }
}
