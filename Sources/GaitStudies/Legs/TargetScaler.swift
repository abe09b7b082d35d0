import GaitData

/// Brings the numbers of a question to mean 0 and deviation 1, by the frames that are trained on.
struct TargetScaler: Codable, Equatable {
  let means: [Double]
  let deviations: [Double]

  var count: Int { means.count }

  /// The statistics of training legs.
  init(
    _ configuration: any LegStudyConfiguration, _ body: BodyScaler?, fittedOn legs: [LegRecording]
  ) {
    let question = type(of: configuration).question
    var columns = [[Double]](repeating: [], count: question.taskNames.count)
    for leg in legs {
      let values = body.values(leg, question)
      let frames = configuration.trainedFrames(of: leg)
      for task in columns.indices { columns[task] += frames.map { values[task][$0] } }
    }
    var means: [Double] = []
    var deviations: [Double] = []
    for column in columns {
      let count = Double(max(1, column.count))
      let mean = column.reduce(0, +) / count
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
      means.append(mean)
      deviations.append(variance > 0 ? variance.squareRoot() : 1)
    }
    self.means = means
    self.deviations = deviations
  }

  /// The scaled numbers of one frame.
  func scaled(_ values: [Double]) -> [Double] {
    values.indices.map { (values[$0] - means[$0]) / deviations[$0] }
  }

  /// The numbers of one task in its own unit.
  func restored(_ scaled: [Double], task: Int) -> [Double] {
    scaled.map { $0 * deviations[task] + means[task] }
  }
}
