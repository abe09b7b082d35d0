import GaitData

/// Moments predicted for one leg, beside the recording that they are held against.
struct LegPrediction: Sendable {
  let leg: LegRecording
  /// By joint and frame, N m/kg.
  let moments: [[Double]]
}

extension PredictorScores {
  /// Scores predictions on the plate-supported frames.
  ///
  /// - Throws: `StudyError.nothingToScore` where no frame is supported.
  init(_ predictions: [LegPrediction]) throws {
    var pooled = PairedMoments()
    var byPerson: [String: PairedMoments] = [:]
    for prediction in predictions {
      let frames = prediction.leg.frames { prediction.leg.isPlateSupported($0) }
      guard !frames.isEmpty else { continue }
      let person = prediction.leg.participant.rawValue
      for frame in frames {
        for joint in 0..<JointMomentScalers.momentCount {
          let pair = (prediction.moments[joint][frame], prediction.leg.moments[joint][frame])
          pooled.append(pair, joint)
          byPerson[person, default: PairedMoments()].append(pair, joint)
        }
      }
    }
    guard !pooled.isEmpty else {
      throw StudyError.nothingToScore(
        study: JointMomentsStudy.name, expected: "frames with a foot on a force plate")
    }
    tasks = try pooled.scores()
    // Scores of one person may be undefined, as for a single frame; that must not hide the others'.
    participants = byPerson.compactMapValues { try? $0.scores() }
  }
}

private struct PairedMoments {
  private var predicted = [[Double]](repeating: [], count: JointMomentScalers.momentCount)
  private var measured = [[Double]](repeating: [], count: JointMomentScalers.momentCount)

  var isEmpty: Bool { measured[0].isEmpty }

  mutating func append(_ pair: (predicted: Double, measured: Double), _ joint: Int) {
    predicted[joint].append(pair.predicted)
    measured[joint].append(pair.measured)
  }

  func scores() throws -> [String: MomentScores] {
    var result: [String: MomentScores] = [:]
    for (joint, task) in PredictorScores.taskNames.enumerated() {
      result[task] = try MomentScores(prediction: predicted[joint], target: measured[joint])
    }
    return result
  }
}
