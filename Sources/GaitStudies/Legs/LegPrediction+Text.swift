import GaitData

extension LegPrediction {
  /// Predictions of the legs of one trial as comma-separated text.
  ///
  /// Columns: `time_s`, then side, task and unit; a cell is blank where nothing can be predicted.
  static func text(_ predictions: [LegPrediction], _ question: LegQuestion) -> String {
    var text = "time_s"
    for prediction in predictions {
      for task in question.taskNames {
        text += ",\(prediction.leg.side.rawValue)_\(task)_\(question.columnSuffix)"
      }
    }
    text += "\n"
    guard let first = predictions.first?.leg else { return text }
    for frame in 0..<first.frameCount {
      let time = first.startTimeS + Double(frame) / first.sampleRateHz
      text += "\((time * 1e6).rounded() / 1e6)"
      for prediction in predictions {
        for values in prediction.values {
          text += values[frame].isFinite ? ",\(Float(values[frame]))" : ","
        }
      }
      text += "\n"
    }
    return text
  }
}
