import GaitData
import GaitTensor

/// What a study asks of each frame of a leg: the numbers to predict, and where they are known.
package struct LegQuestion: Sendable {
  /// The study's name, for messages.
  let study: String
  /// The heading of the report, and what is asked of whom, for its first lines.
  let title, summary: String
  /// The tasks, in the order of the numbers.
  let taskNames: [String]
  /// What a task's column of a prediction ends in, after side and task.
  let columnSuffix: String
  /// The unit of every task, for tables.
  let unit: String
  /// The power of the leg length that the numbers grow with between bodies that move alike: 1 for
  /// moments per mass, 0 for forces.
  var lengthPower = 1.0
  /// The frames that are scored, in words, for messages and tables.
  let scoredFrames: String
  /// The measured numbers by task and frame; NaN where unknown.
  let values: @Sendable (LegRecording) -> [[Double]]
  /// Whether a frame is scored: a force plate carries the foot and every task's number is known.
  let isScored: @Sendable (LegRecording, Int) -> Bool

  /// The frames that are scored.
  func scoredFrames(of leg: LegRecording) -> [Int] {
    (0..<leg.frameCount).filter { isScored(leg, $0) }
  }

  /// The scored frames of contacts that stand on the plate as a whole: what is trained on.
  ///
  /// A contact half beside the plate has too small a force, and everything derived from it is wrong.
  func trainedFrames(of leg: LegRecording, partialContactNPerKg: Double) -> [Int] {
    var result: [Int] = []
    var contact: [Int] = []
    func close() {
      let force = contact.reduce(0) { $0 + leg.verticalForce[$1] }
      if force >= partialContactNPerKg * Double(contact.count) { result += contact }
      contact = []
    }
    for frame in scoredFrames(of: leg) {
      if let last = contact.last, last + 1 < frame { close() }
      contact.append(frame)
    }
    close()
    return result
  }
}
