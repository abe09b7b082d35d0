import Foundation
import GaitData

/// Brings people of every size to the mean leg length of the training people.
///
/// Two bodies that move alike differ in their moments per mass as their leg lengths do, in their times
/// and velocities as the square roots (Hof 1996, doi:10.1016/0966-6362(95)01057-2). A predictor that
/// sees everyone as if their legs were equally long need not learn that from a few people. A leg
/// whose length is not known is taken as it is.
package struct BodyScaler: Codable, Equatable {
  /// The mean over the training legs, m; nil where none is known.
  package let legLengthM: Double?

  /// A scaler to a known length.
  package init(legLengthM: Double?) {
    self.legLengthM = legLengthM
  }

  /// The mean of the training legs.
  package init(fittedOn legs: [LegRecording]) {
    let lengths = legs.compactMap(\.legLengthM)
    legLengthM = lengths.isEmpty ? nil : lengths.reduce(0, +) / Double(lengths.count)
  }

  /// How many times as long a leg is as the training people's.
  package func ratio(_ leg: LegRecording) -> Double {
    guard let mean = legLengthM, let own = leg.legLengthM else { return 1 }
    return own / mean
  }

  /// Some of a leg's motion channels, as if it were as long as the training people's.
  package func motion(_ leg: LegRecording, _ names: [String]) -> LegChannelSet {
    let ratio = ratio(leg)
    var set = LegChannelSet(frameCount: leg.frameCount)
    for name in names {
      let factor = 1 / pow(ratio, LegRecording.lengthPower(ofMotionChannel: name))
      set.add(name, leg.motion[name]?.map { $0 * factor })
    }
    return set
  }

  /// As many frames as take a leg the time that these take the training people's.
  package func frames(_ shifts: [Int], _ leg: LegRecording) -> [Int] {
    let stretch = ratio(leg).squareRoot()
    return shifts.map { Int((Double($0) * stretch).rounded()) }
  }

  /// What a number of a leg's tasks is divided by.
  package func taskScale(_ leg: LegRecording, _ question: LegQuestion) -> Double {
    pow(ratio(leg), question.lengthPower)
  }
}

extension BodyScaler? {
  /// Some of a leg's motion channels, scaled where there is a scaler.
  func motion(_ leg: LegRecording, _ names: [String]) -> LegChannelSet {
    map { $0.motion(leg, names) } ?? leg.motion
  }

  func frames(_ shifts: [Int], _ leg: LegRecording) -> [Int] {
    map { $0.frames(shifts, leg) } ?? shifts
  }

  /// The measured numbers of a leg by task and frame, scaled where there is a scaler.
  func values(_ leg: LegRecording, _ question: LegQuestion) -> [[Double]] {
    let values = question.values(leg)
    guard let scale = map({ $0.taskScale(leg, question) }), scale != 1 else { return values }
    return values.map { $0.map { $0 / scale } }
  }

  /// A task's numbers of a leg in their own unit.
  func restored(_ values: [Double], _ leg: LegRecording, _ question: LegQuestion) -> [Double] {
    guard let scale = map({ $0.taskScale(leg, question) }), scale != 1 else { return values }
    return values.map { $0 * scale }
  }
}
