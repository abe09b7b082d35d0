import GaitData

/// What is predicted for one leg, beside the recording that it is held against.
struct LegPrediction: Sendable {
  let leg: LegRecording
  /// By task and frame.
  let values: [[Double]]

  /// The mean of several predictions of the same leg.
  static func mean(_ predictions: [LegPrediction]) -> LegPrediction {
    let share = 1 / Double(predictions.count)
    let first = predictions[0]
    return LegPrediction(
      leg: first.leg,
      values: first.values.indices.map { task in
        first.values[task].indices.map { frame in
          predictions.reduce(0) { $0 + $1.values[task][frame] } * share
        }
      })
  }
}

extension PredictorScores {
  /// Scores predictions on the frames that a question scores.
  ///
  /// - Throws: `StudyError.nothingToScore` where there are none.
  init(_ predictions: [LegPrediction], _ configuration: any LegStudyConfiguration) throws {
    let question = type(of: configuration).question
    var pooled = PairedNumbers(question)
    var whole = PairedNumbers(question)
    var byPerson: [String: PairedNumbers] = [:]
    for prediction in predictions {
      let frames = question.scoredFrames(of: prediction.leg)
      guard !frames.isEmpty else { continue }
      let measured = question.values(prediction.leg)
      let fullContacts = Set(configuration.trainedFrames(of: prediction.leg))
      let person = prediction.leg.participant.rawValue
      for frame in frames {
        for task in measured.indices {
          let pair = (prediction.values[task][frame], measured[task][frame])
          pooled.append(pair, task)
          if fullContacts.contains(frame) { whole.append(pair, task) }
          byPerson[person, default: PairedNumbers(question)].append(pair, task)
        }
      }
    }
    guard !pooled.isEmpty else {
      throw StudyError.nothingToScore(study: question.study, expected: question.scoredFrames)
    }
    tasks = try pooled.scores()
    fullContacts = (try? whole.scores()) ?? [:]
    // Scores of one person may be undefined, as for a single frame; that must not hide the others'.
    participants = byPerson.compactMapValues { try? $0.scores() }
  }
}

private struct PairedNumbers {
  private let taskNames: [String]
  private var predicted: [[Double]]
  private var measured: [[Double]]

  init(_ question: LegQuestion) {
    taskNames = question.taskNames
    predicted = [[Double]](repeating: [], count: taskNames.count)
    measured = predicted
  }

  var isEmpty: Bool { measured[0].isEmpty }

  mutating func append(_ pair: (predicted: Double, measured: Double), _ task: Int) {
    predicted[task].append(pair.predicted)
    measured[task].append(pair.measured)
  }

  func scores() throws -> [String: TaskScores] {
    var result: [String: TaskScores] = [:]
    for (index, task) in taskNames.enumerated() {
      result[task] = try TaskScores(prediction: predicted[index], target: measured[index])
    }
    return result
  }
}
