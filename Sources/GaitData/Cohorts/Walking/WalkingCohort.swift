import Foundation
import GaitKernels
import GaitRecords

/// People who never lived, walking at several speeds, on ramps and on stairs.
///
/// ```swift
/// let cohort = WalkingCohort(seed: 7, subjectCount: 12)
/// let walks = try cohort.walks(ofSubject: 0)
/// let moments = walks[0].trial.motion.jointMoments
/// ```
///
/// The model is mechanistic and knows no network: footsteps and the shape of the vertical force
/// make the body move by Newton's second law, the legs reach from the hips to the feet, and moments
/// follow by inverse dynamics. `Docs/Simulation.md` states every equation and its source.
///
/// A walk depends on (seed, subject, condition, repetition) alone.
public struct WalkingCohort: Sendable {
  /// The seed.
  public let seed: UInt64
  /// The people.
  public let subjects: [WalkingSubject]
  /// What everyone is asked to do.
  public let conditions: [WalkingCondition]
  /// How often.
  public let repetitions: Int
  /// The length of a walk in seconds.
  public let durationS: Double

  /// Draws the people; their walks are made when they are asked for.
  ///
  /// - Parameters:
  ///   - seed: Equal seeds give equal bits.
  ///   - subjectCount: How many people; the first of more are the same.
  ///   - conditions: What everyone is asked to do.
  ///   - repetitions: How often.
  ///   - durationS: The length of a walk in seconds.
  /// - Precondition: A duration of 1 s or more.
  public init(
    seed: UInt64, subjectCount: Int = CohortKind.walking.defaultSubjects,
    conditions: [WalkingCondition] = WalkingCondition.standard, repetitions: Int = 1,
    durationS: Double = 6
  ) {
    precondition(durationS >= 1, "WalkingCohort: walks of \(durationS) s")
    self.seed = seed
    subjects = (0..<subjectCount).map { WalkingSubject(seed: seed, index: $0) }
    self.conditions = conditions
    self.repetitions = repetitions
    self.durationS = durationS
  }

  /// The walks of one person, condition by condition.
  ///
  /// - Throws: `SignalError` where a walk is too short for its filters.
  public func walks(ofSubject index: Int) throws -> [SimulatedWalk] {
    try conditions.flatMap { condition in
      try (1...max(1, repetitions)).map {
        try walk(ofSubject: index, condition, repetition: $0)
      }
    }
  }

  /// The walks of everyone, person by person, made side by side.
  ///
  /// - Throws: `SignalError` where a walk is too short for its filters.
  public func walks() throws -> [SimulatedWalk] {
    try Parallel.map(subjects.count) { try walks(ofSubject: $0) }.flatMap { $0 }
  }

  /// One walk of one person.
  ///
  /// - Throws: `SignalError` where the walk is too short for its filters.
  public func walk(
    ofSubject index: Int, _ condition: WalkingCondition, repetition: Int = 1
  ) throws -> SimulatedWalk {
    let subject = subjects[index]
    let number = WalkingCohort.number(condition, repetition)
    func random(_ purpose: CohortRandom.Purpose) -> CohortRandom {
      CohortRandom(seed: seed, cohort: .walking, subject: index, purpose)
    }
    var course = random(.trial(number))
    let mechanics = try WalkMechanics(subject, condition, durationS: durationS, using: &course)
    var sensors = random(.sensors(number))
    let motion = MotionRecord(
      mechanics, durationS: durationS, noise: MotionNoise(), using: &sensors)
    let imu = SegmentSensors.records(mechanics, durationS: durationS, using: &sensors)
    // Electrodes stay on a person through all walks, so their gains do too.
    var placement = random(.muscles(0))
    let gains = Side.allCases.map { _ in
      MuscleActivity.muscles.map { _ in 0.03 * exp(placement.normal(0, 0.35)) }
    }
    var muscles = random(.muscles(number + 1))
    let emg = try MuscleActivity.record(
      mechanics, durationS: durationS, gains: gains, using: &muscles)
    let end = durationS
    let events = mechanics.steps.flatMap { step in
      [
        GaitEvent(timeS: step.strikeS, side: step.side, kind: .footStrike),
        GaitEvent(timeS: step.offS, side: step.side, kind: .footOff),
      ]
    }.filter { $0.timeS >= 0 && $0.timeS < end }.sorted { $0.timeS < $1.timeS }
    return SimulatedWalk(
      subjectIndex: index, condition: condition, repetition: repetition,
      trial: WalkingTrial(
        name: "\(subject.participant)_\(condition.name)_\(repetition)",
        participant: subject.participant, condition: condition.name,
        anthropometry: subject.anthropometry, motion: motion, emg: emg, events: events),
      imu: imu, centreOfPressure: mechanics.centreOfPressure(durationS: durationS))
  }

  /// A number for a condition's draws that other conditions of the cohort do not move.
  private static func number(_ condition: WalkingCondition, _ repetition: Int) -> Int {
    let name = condition.name.utf8.reduce(5381) { ($0 &* 33 &+ Int($1)) & 0xFFFF_FFFF }
    return name &* 1000 &+ repetition
  }
}

extension WalkMechanics {
  /// Where each foot's force acts, at 100 frames a second.
  func centreOfPressure(durationS: Double) -> SampledSignal {
    let rate = 100.0
    let every = Int(Self.rateHz / rate)
    let count = Int((durationS * rate).rounded())
    let first = frame(0)
    var samples = [Float]()
    for frame in 0..<count {
      let k = first + frame * every
      for leg in legs {
        let foot = leg.foot
        for value in [foot.pressureX[k], foot.pressureY[k], foot.pressureZ[k]] {
          samples.append(foot.isStance[k] ? Float(value) : .nan)
        }
      }
    }
    let names = Side.allCases.flatMap { side in
      ["X", "Y", "Z"].map { "\(side.letter)CentreOfPressure_\($0)" }
    }
    return SampledSignal(
      channels: names.map { Channel(name: $0, unit: .metre) }, sampleRateHz: rate,
      samples: samples)
  }
}
